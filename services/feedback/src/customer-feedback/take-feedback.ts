import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { shopEvent } from "@shopeasy/contracts/events";
import { outboxItem } from "@shopeasy/platform/dynamo-outbox/outbox-item";
import { newId } from "@shopeasy/platform/ids";
import { erasureKey, givenFeedbackKey, notErased } from "../customers/customer-items";
import { isConflict } from "../db/conditions";
import { readItems } from "../db/read-items";
import type { Deps } from "../deps";
import { type FeedbackItem, feedbackKey, storedFeedback } from "./feedback-items";
import type { FeedbackSubmission } from "./submit-feedback";

/** Stores submitted feedback, and announces it. Harmless when repeated; what an erased customer said is dropped. */
export async function takeFeedback(
  { dynamo, tables, clock, logger, counts }: Pick<Deps, "dynamo" | "tables" | "clock" | "logger" | "counts">,
  { submittedAt, ...submission }: FeedbackSubmission,
): Promise<void> {
  const { id: feedbackId, customerId, category } = submission;
  const TableName = tables.feedback;
  const now = clock.now();
  const feedback: FeedbackItem = {
    ...submission,
    status: "new",
    replies: [],
    revision: 1,
    createdAt: submittedAt,
    updatedAt: null,
  };
  const about = { id: newId(), occurredAt: now, aggregateId: feedbackId, aggregateVersion: 1 };
  const received = shopEvent("feedback.received", about, { feedbackId, category, customerId });
  const ofCustomer = customerId
    ? [
        { Put: { TableName, Item: { ...givenFeedbackKey(customerId, feedbackId), feedbackId } } },
        notErased(TableName, customerId),
      ]
    : [];
  const stored = { Item: storedFeedback(feedback), ConditionExpression: "attribute_not_exists(pk)" };
  const TransactItems = [
    { Put: { TableName, ...stored } },
    ...ofCustomer,
    outboxItem(tables.outbox, received, now),
  ];
  try {
    await dynamo.send(new TransactWriteCommand({ TransactItems }));
    counts.feedbackReceived();
    logger.info("feedback.received", { feedbackId, category });
  } catch (error) {
    if (!isConflict(error)) throw error;
    const keys = [feedbackKey(feedbackId), ...(customerId ? [erasureKey(customerId)] : [])];
    const found = await readItems({ dynamo, tables }, keys);
    if (!keys.some((key) => found(key))) throw error;
  }
}
