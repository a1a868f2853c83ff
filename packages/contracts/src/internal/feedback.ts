import { z } from "zod";
import { Timestamp } from "../conventions";
import { FeedbackId, OrderId, ProductId, ReviewId, UserId } from "../ids";
import { internalCall } from "../internal-call";

/** A review as a notice to staff tells of it. 404 `review-not-found` when it is gone, or a newer one took its place. */
export const getReviewNotice = internalCall({
  name: "feedback.get-review-notice",
  callee: "feedback",
  method: "GET",
  path: "/internal/reviews/{reviewId}",
  params: z.strictObject({ reviewId: ReviewId }),
  response: z.object({
    id: ReviewId,
    productId: ProductId,
    customerId: UserId,
    rating: z.int(),
    title: z.string(),
    body: z.string(),
    status: z.string(),
    /** Why it waits for staff, or was turned down: `link`, `blocked-term: casino`. */
    reasons: z.array(z.string()),
  }),
  idempotent: true,
  deadlineMs: 2_000,
});

/** What a customer said, and the latest answer. 404 `feedback-not-found` when it is gone. */
export const getFeedbackNotice = internalCall({
  name: "feedback.get-feedback-notice",
  callee: "feedback",
  method: "GET",
  path: "/internal/feedback/{feedbackId}",
  params: z.strictObject({ feedbackId: FeedbackId }),
  response: z.object({
    id: FeedbackId,
    category: z.string(),
    message: z.string(),
    reply: z.string().nullable(),
    /** Null for who was not signed in: then there is an address. */
    customerId: UserId.nullable(),
    email: z.string().nullable(),
  }),
  idempotent: true,
  deadlineMs: 2_000,
});

/** Everything that the feedback service holds on a customer; empty lists for one that it does not know. */
export const exportCustomer = internalCall({
  name: "feedback.export-customer",
  callee: "feedback",
  method: "GET",
  path: "/internal/customers/{userId}/export",
  params: z.strictObject({ userId: UserId }),
  response: z.object({
    reviews: z.array(
      z.object({
        id: ReviewId,
        productId: ProductId,
        status: z.string(),
        rating: z.int(),
        title: z.string(),
        body: z.string(),
        images: z.array(z.object({ url: z.string(), alt: z.string() })),
        createdAt: Timestamp,
        updatedAt: Timestamp.nullable(),
      }),
    ),
    votes: z.array(z.object({ reviewId: ReviewId, helpful: z.boolean(), at: Timestamp })),
    reports: z.array(z.object({ reviewId: ReviewId, reason: z.string(), at: Timestamp })),
    feedback: z.array(
      z.object({
        id: FeedbackId,
        category: z.string(),
        message: z.string(),
        email: z.string().nullable(),
        orderId: OrderId.nullable(),
        status: z.string(),
        replies: z.array(z.object({ body: z.string(), at: Timestamp })),
        createdAt: Timestamp,
      }),
    ),
    /** What makes her reviews verified. */
    purchases: z.array(z.object({ productId: ProductId, orderId: OrderId, at: Timestamp })),
  }),
  idempotent: true,
  deadlineMs: 5_000,
});
