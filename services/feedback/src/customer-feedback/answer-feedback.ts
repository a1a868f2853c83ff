import { setTimeout as pause } from "node:timers/promises";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { shopEvent } from "@shopeasy/contracts/events";
import { type FeedbackId, UserId } from "@shopeasy/contracts/ids";
import type { UserPrincipal } from "@shopeasy/platform/auth/principal";
import { outboxItem } from "@shopeasy/platform/dynamo-outbox/outbox-item";
import { newId } from "@shopeasy/platform/ids";
import { isConflict, unchanged } from "../db/conditions";
import type { Deps } from "../deps";
import { feedbackBusy, feedbackNotFound, feedbackUnavailable } from "./feedback-faults";
import { type FeedbackItem, storedFeedback } from "./feedback-items";
import type { FeedbackChanges } from "./feedback-schemas";
import { findFeedback } from "./get-feedback";
import { presentFeedbackToStaff } from "./present-feedback";

type Store = Pick<Deps, "dynamo" | "tables" | "clock" | "logger">;

const mostAttempts = 10;

/**
 * Moves feedback on, and replies to it: which is announced, so that its author gets a mail. The last reply once more
 * is none.
 * @throws NotFound("feedback-not-found")
 */
export async function answerFeedback(
  store: Store,
  id: FeedbackId,
  principal: UserPrincipal,
  changes: FeedbackChanges,
) {
  const staffId = UserId.parse(principal.userId);
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const before = await findFeedback(store, id);
    if (!before) throw feedbackNotFound();
    const after = answered(before, changes, { at: store.clock.now().toISOString(), staffId });
    if (await write(store, before, after)) {
      store.logger.info("feedback.changed", { feedbackId: id, status: after.status });
      return presentFeedbackToStaff(after);
    }
    await pause(Math.random() * 50);
  }
  throw feedbackBusy();
}

function answered(
  before: FeedbackItem,
  { status, reply }: FeedbackChanges,
  { at, staffId }: { at: string; staffId: UserId },
): FeedbackItem {
  const isNewReply = reply !== undefined && reply !== before.replies.at(-1)?.body;
  return {
    ...before,
    status: status ?? (isNewReply ? "answered" : before.status),
    replies: isNewReply ? [...before.replies, { body: reply, at, staffId }] : before.replies,
    revision: before.revision + 1,
    updatedAt: at,
  };
}

/** False where it was changed meanwhile. */
async function write({ dynamo, tables, clock }: Store, before: FeedbackItem, after: FeedbackItem) {
  const now = clock.now();
  const { id: feedbackId, customerId, revision: aggregateVersion } = after;
  const about = { id: newId(), occurredAt: now, aggregateId: feedbackId, aggregateVersion };
  const replied = shopEvent("feedback.replied", about, { feedbackId, customerId });
  const Put = {
    TableName: tables.feedback,
    Item: storedFeedback(after),
    ...unchanged("revision", before.revision),
  };
  const isReplied = after.replies.length > before.replies.length;
  const TransactItems = [{ Put }, ...(isReplied ? [outboxItem(tables.outbox, replied, now)] : [])];
  try {
    await dynamo.send(new TransactWriteCommand({ TransactItems }));
    return true;
  } catch (error) {
    if (isConflict(error)) return false;
    return feedbackUnavailable(error);
  }
}
