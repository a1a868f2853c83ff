import { PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { ShopEvent } from "@shopeasy/contracts/events";
import type { ProductId, UserId } from "@shopeasy/contracts/ids";
import type { Deps } from "../deps";
import { reviewKey } from "../reviews/review-items";
import { purchaseKey } from "./purchase-items";

type Store = Pick<Deps, "dynamo" | "tables">;

/**
 * Remembers what a customer bought, and marks her reviews of it as a buyer's. Doing it twice is as once. A guest's
 * order verifies nothing: nobody is signed in who could review it.
 */
export async function recordPurchases(store: Store, { data, occurredAt }: ShopEvent<"order.paid">) {
  const { customerId, orderId, lines } = data;
  if (customerId === null) return;
  const productIds = [...new Set(lines.map(({ productId }) => productId))];
  await Promise.all(
    productIds.map(async (productId) => {
      const item = { ...purchaseKey(customerId, productId), orderId, paidAt: occurredAt };
      await store.dynamo.send(new PutCommand({ TableName: store.tables.feedback, Item: item }));
      // Only then: a review stored in between has seen the purchase, or is seen here.
      await verifyReview(store, customerId, productId);
    }),
  );
}

async function verifyReview({ dynamo, tables }: Store, customerId: UserId, productId: ProductId) {
  try {
    await dynamo.send(
      new UpdateCommand({
        TableName: tables.feedback,
        Key: reviewKey(productId, customerId),
        UpdateExpression: "SET verifiedPurchase = :true",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: { ":true": true },
      }),
    );
  } catch (error) {
    const hasNoReview = Object(error).name === "ConditionalCheckFailedException";
    if (!hasNoReview) throw error;
  }
}
