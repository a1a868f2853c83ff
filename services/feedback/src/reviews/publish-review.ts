import { setTimeout as pause } from "node:timers/promises";
import { PutCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { outboxItem } from "@shopeasy/platform/dynamo-outbox/outbox-item";
import { newId } from "@shopeasy/platform/ids";
import type { Deps } from "../deps";
import { purchaseKey } from "../purchases/purchase-items";
import { loadStanding, type Standing } from "./load-standing";
import { pointerTimeToLive, reviewPublished } from "./publishing-rules";
import { pointerKey, type ReviewItem, storedReview, summaryKey } from "./review-items";
import { noRatings, withRating } from "./review-rules";
import type { Submission } from "./submission";

/** Writers of one product's ratings exclude each other: each round one of them gets through. */
const mostAttempts = 12;

type Store = Pick<Deps, "dynamo" | "tables" | "clock" | "logger">;

/**
 * Publishes a submitted review: the review, the product's ratings and the event, in one transaction. Harmless when
 * repeated, and for one that a newer of the same customer's has overtaken.
 * @throws Error when too many change the ratings of this product at once: the queue brings it again
 */
export async function publishReview(store: Store, submission: Submission): Promise<void> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const standing = await loadStanding(store, submission);
    if (standing.review?.id === submission.id) return;
    if (standing.review && standing.review.id > submission.id) {
      await rememberOvertaken(store, submission);
      return;
    }
    if (await write(store, submission, standing)) {
      const { id: reviewId, productId, rating } = submission;
      store.logger.info("review.published", { reviewId, productId, rating, attempts: attempt + 1 });
      return;
    }
    await pause(Math.random() * Math.min(400, 10 * 2 ** attempt));
  }
  throw new Error("Too many change the ratings of this product at once");
}

/** Its author asked for it as queued, and is to hear that it is gone. */
async function rememberOvertaken(
  { dynamo, tables, clock }: Store,
  { id, productId, customerId }: Submission,
) {
  const expiresAt = pointerTimeToLive(clock.now());
  const item = { ...pointerKey(id), productId, customerId, expiresAt };
  await dynamo.send(new PutCommand({ TableName: tables.feedback, Item: item }));
}

/** False where what the decision stands on has changed meanwhile. */
async function write(store: Store, submission: Submission, standing: Standing): Promise<boolean> {
  try {
    await store.dynamo.send(
      new TransactWriteCommand({ TransactItems: changes(store, submission, standing) }),
    );
    return true;
  } catch (error) {
    if (isConflict(error)) return false;
    throw error;
  }
}

function changes({ tables, clock }: Store, submission: Submission, { review, summary, isBuyer }: Standing) {
  const TableName = tables.feedback;
  const { id, customerId, productId, submittedAt, ...written } = submission;
  const now = clock.now();
  const version = (summary?.version ?? 0) + 1;
  const counts = withRating(summary?.counts ?? noRatings, written.rating, review?.rating);
  const published: ReviewItem = {
    ...written,
    id,
    customerId,
    productId,
    status: "published",
    verifiedPurchase: isBuyer,
    helpfulCount: 0,
    createdAt: submittedAt,
  };
  return [
    { Put: { TableName, Item: storedReview(published), ...unchanged("id", review?.id) } },
    {
      Put: {
        TableName,
        Item: { ...summaryKey(productId), version, counts },
        ...unchanged("version", summary?.version),
      },
    },
    { Put: { TableName, Item: { ...pointerKey(id), productId, customerId } } },
    ...(review ? [retirePointer(TableName, review, now)] : []),
    ...(isBuyer ? [] : [stillNoBuyer(TableName, submission)]),
    outboxItem(tables.outbox, reviewPublished(published, { id: newId(), now, version, counts }), now),
  ];
}

/** A condition that the item is as it was read, or still absent. */
const unchanged = (attribute: string, value: string | number | undefined) =>
  value === undefined
    ? { ConditionExpression: "attribute_not_exists(pk)" }
    : {
        ConditionExpression: "#seen = :seen",
        ExpressionAttributeNames: { "#seen": attribute },
        ExpressionAttributeValues: { ":seen": value },
      };

const retirePointer = (TableName: string, { id }: ReviewItem, now: Date) => ({
  Update: {
    TableName,
    Key: pointerKey(id),
    UpdateExpression: "SET expiresAt = :at",
    ExpressionAttributeValues: { ":at": pointerTimeToLive(now) },
  },
});

/** A purchase that is recorded at this very moment finds no review to mark: then the review must look again. */
const stillNoBuyer = (TableName: string, { customerId, productId }: Submission) => ({
  ConditionCheck: {
    TableName,
    Key: purchaseKey(customerId, productId),
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

const conflicts = new Set(["ConditionalCheckFailed", "TransactionConflict"]);

function isConflict(error: unknown): boolean {
  const { name, CancellationReasons = [] } = Object(error) as {
    name?: unknown;
    CancellationReasons?: { Code?: string }[];
  };
  return (
    name === "TransactionCanceledException" &&
    CancellationReasons.some(({ Code }) => Code !== undefined && conflicts.has(Code))
  );
}
