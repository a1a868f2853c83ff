import { Timestamp } from "@shopeasy/contracts/conventions";
import { FeedbackId, OrderId, UserId } from "@shopeasy/contracts/ids";
import { z } from "zod";
import type { Key } from "../db/read-items";
import { feedbackCategories, feedbackStatuses, listedFeedback } from "./feedback-rules";

/** What somebody said, as it is stored. */
export const FeedbackItem = z.object({
  id: FeedbackId,
  category: z.enum(feedbackCategories),
  status: z.enum(feedbackStatuses),
  message: z.string(),
  /** Null for who was not signed in. */
  customerId: UserId.nullable(),
  email: z.string().nullable(),
  orderId: OrderId.nullable(),
  replies: z.array(z.object({ body: z.string(), at: Timestamp, staffId: UserId })),
  /** Grows with each change. */
  revision: z.int().min(1),
  createdAt: Timestamp,
  updatedAt: Timestamp.nullable(),
});
export type FeedbackItem = z.infer<typeof FeedbackItem>;

export const feedbackKey = (id: FeedbackId): Key => ({ pk: `feedback#${id}`, sk: "feedback" });

export const storedFeedback = (feedback: FeedbackItem) => ({
  ...feedbackKey(feedback.id),
  ...feedback,
  listedUnder: listedFeedback(feedback.status, feedback.category),
});
