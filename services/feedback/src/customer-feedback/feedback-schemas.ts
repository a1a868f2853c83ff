import { EmailAddress, listOf, Timestamp } from "@shopeasy/contracts/conventions";
import { FeedbackId, OrderId, UserId } from "@shopeasy/contracts/ids";
import { listQuery } from "@shopeasy/platform/pagination/cursor";
import { z } from "zod";
import { Prose } from "../reviews/text-schemas";
import { feedbackCategories, feedbackStatuses } from "./feedback-rules";

const Category = z.enum(feedbackCategories);
const Status = z.enum(feedbackStatuses);

const example = {
  id: "01985b2c-5f00-7a31-9d7e-2f8f6f6e9a11",
  category: "question",
  status: "answered",
  message: "Do you have the green one in a larger size?",
  email: null,
  orderId: null,
  replies: [{ body: "From next week on.", at: "2026-02-01T09:30:00.000Z" }],
  createdAt: "2026-01-31T12:00:00.000Z",
  updatedAt: "2026-02-01T09:30:00.000Z",
};

export const SubmitFeedback = z
  .strictObject({
    category: Category,
    message: Prose(5_000),
    email: EmailAddress.optional().describe("Wanted from who is not signed in, to be answered."),
    orderId: OrderId.toLowerCase().optional().describe("What it is about."),
  })
  .meta({
    id: "SubmitFeedback",
    example: { category: "question", message: example.message, email: "ada@example.com" },
  });
export type SubmitFeedback = z.infer<typeof SubmitFeedback>;

/** Feedback that only the queue has so far. */
export const QueuedFeedback = z
  .strictObject({ id: FeedbackId, status: z.literal("queued") })
  .meta({ id: "QueuedFeedback", example: { id: example.id, status: "queued" } });

const Feedback = z
  .strictObject({
    id: FeedbackId,
    category: Category,
    status: Status,
    message: z.string(),
    email: z.string().nullable(),
    orderId: OrderId.nullable(),
    replies: z.array(z.strictObject({ body: z.string(), at: Timestamp })),
    createdAt: Timestamp,
    updatedAt: Timestamp.nullable(),
  })
  .meta({ id: "Feedback", example });

export const StaffFeedback = z
  .strictObject({
    ...Feedback.shape,
    customerId: UserId.nullable().describe("Null for who was not signed in."),
    replies: z.array(z.strictObject({ body: z.string(), at: Timestamp, staffId: UserId })),
  })
  .meta({
    id: "StaffFeedback",
    example: {
      ...example,
      customerId: "01985b2a-0a10-7c3d-b2f6-5a4b3c2d1e0f",
      replies: [{ ...example.replies[0], staffId: "01985b2a-0a10-7c3d-b2f6-5a4b3c2d1e10" }],
    },
  });

export const AnyFeedback = z
  .union([QueuedFeedback, StaffFeedback, Feedback])
  .meta({ id: "AnyFeedback", example });

export const FeedbackList = listOf(StaffFeedback).meta({ id: "FeedbackList" });

export const FeedbackQuery = z.strictObject({
  ...listQuery,
  status: Status.optional(),
  category: Category.optional(),
});
export type FeedbackQuery = z.infer<typeof FeedbackQuery>;

export const FeedbackChanges = z
  .strictObject({
    status: Status.optional().describe("A reply makes it answered, where not said."),
    reply: Prose(5_000).optional().describe("Sent to its author."),
  })
  .refine((changes) => Object.keys(changes).length > 0, "must change something")
  .meta({ id: "FeedbackChanges", example: { status: "answered", reply: "From next week on." } });
export type FeedbackChanges = z.infer<typeof FeedbackChanges>;
