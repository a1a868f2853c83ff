import { FeedbackId, type UserId } from "@shopeasy/contracts/ids";
import { z } from "zod";
import { FeedbackItem, feedbackKey } from "../customer-feedback/feedback-items";
import { presentFeedback } from "../customer-feedback/present-feedback";
import { readItems } from "../db/read-items";
import { readPartition } from "../db/read-partition";
import type { Deps } from "../deps";
import { ReportItem } from "../reports/report-item";
import { ReviewItem, reviewKey } from "../reviews/review-items";
import { customerPartition, DealingItem, VoteItem } from "./customer-items";

/** Everything that is stored of a customer's; what is still queued is not. */
export async function exportCustomer(store: Pick<Deps, "dynamo" | "tables">, userId: UserId) {
  const items = await readPartition(store, customerPartition(userId));
  const ofKind = <Schema extends z.ZodType>(kind: string, schema: Schema) =>
    z.array(schema).parse(items.filter(({ sk }) => String(sk).startsWith(`${kind}#`)));

  const dealings = ofKind("product", DealingItem);
  const given = ofKind("feedback", z.object({ feedbackId: FeedbackId }));
  const reviewKeys = dealings
    .filter(({ reviewId }) => reviewId !== undefined)
    .map(({ productId }) => reviewKey(productId, userId));
  const feedbackKeys = given.map(({ feedbackId }) => feedbackKey(feedbackId));
  const found = await readItems(store, [...reviewKeys, ...feedbackKeys]);
  const foundAt = (keys: typeof reviewKeys) => keys.map(found).filter((item) => item !== undefined);

  return {
    reviews: z.array(ReviewItem).parse(foundAt(reviewKeys)),
    votes: ofKind("vote", VoteItem),
    reports: ofKind("report", ReportItem),
    feedback: z.array(FeedbackItem).parse(foundAt(feedbackKeys)).map(presentFeedback),
    purchases: dealings.flatMap(({ productId, orderId, paidAt: at }) =>
      orderId && at ? [{ productId, orderId, at }] : [],
    ),
  };
}
