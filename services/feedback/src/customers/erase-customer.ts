import { BatchWriteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { FeedbackId, ProductId, ReviewId, type UserId } from "@shopeasy/contracts/ids";
import { z } from "zod";
import { feedbackKey } from "../customer-feedback/feedback-items";
import type { Key } from "../db/read-items";
import { readPartition } from "../db/read-partition";
import type { Deps } from "../deps";
import { forgottenAt } from "../ids/authors-id-rules";
import { removeReview } from "../reviews/withdraw-review";
import { retractVote } from "../votes/vote";
import { customerPartition, erasureKey } from "./customer-items";

type Store = Pick<Deps, "dynamo" | "tables" | "clock" | "reviewChanges" | "logger">;

const Held = z.object({
  pk: z.string(),
  sk: z.string(),
  productId: ProductId.optional(),
  reviewId: ReviewId.optional(),
  feedbackId: FeedbackId.optional(),
});
type Held = z.infer<typeof Held>;

/**
 * Deletes everything of a customer's: reviews, with what they added to ratings, votes, with their counts, reports,
 * feedback, and what she bought. What the queues still hold of hers is dropped when it comes. Doing it twice is as once.
 */
export async function eraseCustomer(store: Store, userId: UserId): Promise<void> {
  const { dynamo, tables, clock, logger } = store;
  // First of all: what is written from now on fails, and what was written before is found below.
  const mark = { ...erasureKey(userId), expiresAt: forgottenAt(clock.now()) };
  await dynamo.send(new PutCommand({ TableName: tables.feedback, Item: mark }));

  const held = z
    .array(Held)
    .parse(await readPartition(store, customerPartition(userId)))
    .filter(({ sk }) => sk !== mark.sk);
  for (const item of held) {
    await undo(store, userId, item);
    await deleteItems(store, [item, ...(item.feedbackId ? [feedbackKey(item.feedbackId)] : [])]);
  }
  logger.info("customer.erased", { userId, items: held.length });
}

async function undo(store: Store, userId: UserId, { sk, productId, reviewId }: Held): Promise<void> {
  if (sk.startsWith("product#") && productId && reviewId) {
    await removeReview(store, { id: reviewId, productId, authorId: userId });
  }
  if (sk.startsWith("vote#") && reviewId) await retractVote(store, reviewId, userId).catch(isForgotten);
}

/** A review that is long gone has no count to be taken from. */
function isForgotten(error: unknown): void {
  if (Object(error).code !== "review-not-found") throw error;
}

async function deleteItems({ dynamo, tables }: Store, keys: readonly Key[]): Promise<void> {
  const deletions = keys.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
  const { UnprocessedItems = {} } = await dynamo.send(
    new BatchWriteCommand({ RequestItems: { [tables.feedback]: deletions } }),
  );
  // The event comes again, and finds what is left.
  if (Object.keys(UnprocessedItems).length > 0) throw new Error("DynamoDB left something undeleted");
}
