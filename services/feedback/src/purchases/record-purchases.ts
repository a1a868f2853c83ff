import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { ShopEvent } from "@shopeasy/contracts/events";
import type { ProductId, UserId } from "@shopeasy/contracts/ids";
import { annotate, annotateUser } from "@shopeasy/platform/tracing/tracing";
import { dealingKey, erasureKey } from "../customers/customer-items";
import { readItems } from "../db/read-items";
import type { Deps } from "../deps";
import { reviewKey } from "../reviews/review-items";

type Store = Pick<Deps, "dynamo" | "tables">;

/**
 * Remembers what a customer bought, and marks her reviews of it as a buyer's. Doing it twice is as once. A guest's
 * order verifies nothing: nobody is signed in who could review it.
 */
export async function recordPurchases(store: Store, { data, occurredAt }: ShopEvent<"order.paid">) {
  const { customerId, orderId, lines } = data;
  annotate("order_id", orderId);
  if (customerId === null) return;
  annotateUser(customerId);
  const isErased = (await readItems(store, [erasureKey(customerId)]))(erasureKey(customerId));
  if (isErased) return;
  const productIds = [...new Set(lines.map(({ productId }) => productId))];
  await Promise.all(
    productIds.map(async (productId) => {
      await remember(store, customerId, productId, { orderId, paidAt: occurredAt });
      // Only then: a review stored in between has seen the purchase, or is seen here.
      await verifyReview(store, customerId, productId);
    }),
  );
}

const remember = (
  { dynamo, tables }: Store,
  customerId: UserId,
  productId: ProductId,
  { orderId, paidAt }: { orderId: string; paidAt: string },
) =>
  dynamo.send(
    new UpdateCommand({
      TableName: tables.feedback,
      Key: dealingKey(customerId, productId),
      UpdateExpression: "SET productId = :productId, orderId = :orderId, paidAt = :paidAt",
      ExpressionAttributeValues: { ":productId": productId, ":orderId": orderId, ":paidAt": paidAt },
    }),
  );

/** Counted as a change of the review, so that one made at this moment does not take the mark away again. */
async function verifyReview({ dynamo, tables }: Store, customerId: UserId, productId: ProductId) {
  try {
    await dynamo.send(
      new UpdateCommand({
        TableName: tables.feedback,
        Key: reviewKey(productId, customerId),
        UpdateExpression: "SET verifiedPurchase = :true ADD revision :one",
        ConditionExpression: "attribute_exists(verifiedPurchase)",
        ExpressionAttributeValues: { ":true": true, ":one": 1 },
      }),
    );
  } catch (error) {
    const hasNoReview = Object(error).name === "ConditionalCheckFailedException";
    if (!hasNoReview) throw error;
  }
}
