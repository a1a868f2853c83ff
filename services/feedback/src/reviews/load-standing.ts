import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Deps } from "../deps";
import { purchaseKey } from "../purchases/purchase-items";
import { ReviewItem, reviewKey, SummaryItem, summaryKey } from "./review-items";
import type { Submission } from "./submission";

/** What a submission meets when it is to be published. */
export type Standing = Awaited<ReturnType<typeof loadStanding>>;

/** The customer's present review of the product, the product's ratings, and whether she bought it. */
export async function loadStanding(
  { dynamo, tables }: Pick<Deps, "dynamo" | "tables">,
  { productId, customerId }: Submission,
) {
  const itemAt = async (Key: Record<string, string>) => {
    const command = new GetCommand({ TableName: tables.feedback, Key, ConsistentRead: true });
    const { Item } = await dynamo.send(command);
    return Item;
  };
  const [review, summary, purchase] = await Promise.all([
    itemAt(reviewKey(productId, customerId)),
    itemAt(summaryKey(productId)),
    itemAt(purchaseKey(customerId, productId)),
  ]);
  return {
    review: ReviewItem.optional().parse(review),
    summary: SummaryItem.optional().parse(summary),
    isBuyer: purchase !== undefined,
  };
}
