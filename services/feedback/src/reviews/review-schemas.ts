import { listOf, Timestamp } from "@shopeasy/contracts/conventions";
import { ProductId, ReviewId } from "@shopeasy/contracts/ids";
import { z } from "zod";

const controls = /\p{Cc}/u;
const controlsButBreaks = /[^\P{Cc}\n\r\t]/u;

const isFreeOf = (pattern: RegExp) => (text: string) => !pattern.test(text);
const message = "must not contain control characters";

const Rating = z.int().min(1).max(5);

/** What a customer writes. */
export const SubmitReview = z
  .strictObject({
    productId: ProductId.toLowerCase(),
    rating: Rating,
    title: z.string().trim().min(1).max(120).refine(isFreeOf(controls), message),
    body: z.string().trim().min(1).max(5_000).refine(isFreeOf(controlsButBreaks), message),
  })
  .meta({ id: "SubmitReview" });
export type SubmitReview = z.infer<typeof SubmitReview>;

/** A review that only the queue has so far. */
export const QueuedReview = z
  .strictObject({ id: ReviewId, status: z.literal("queued") })
  .meta({ id: "QueuedReview" });

const Review = z
  .strictObject({
    id: ReviewId,
    productId: ProductId,
    status: z.literal("published"),
    rating: Rating,
    title: z.string(),
    body: z.string(),
    verifiedPurchase: z.boolean().describe("Whether the author bought the product here."),
    helpfulCount: z.int().min(0),
    createdAt: Timestamp,
  })
  .meta({ id: "Review" });

export const AnyReview = z.discriminatedUnion("status", [QueuedReview, Review]).meta({ id: "AnyReview" });

const tally = z.int().min(0);

const ReviewSummary = z
  .strictObject({
    average: z.number().min(0).max(5).describe("Of 5; 0 before the first review."),
    count: tally,
    histogram: z.strictObject({ "1": tally, "2": tally, "3": tally, "4": tally, "5": tally }),
  })
  .meta({ id: "ReviewSummary" });

export const ReviewList = z
  .strictObject({ ...listOf(Review).shape, summary: ReviewSummary })
  .meta({ id: "ReviewList" });
