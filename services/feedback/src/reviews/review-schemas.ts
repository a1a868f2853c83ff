import { listOf, Timestamp } from "@shopeasy/contracts/conventions";
import { ProductId, ReviewId, UserId } from "@shopeasy/contracts/ids";
import { z } from "zod";
import { reviewExample, staffReviewExample, submissionExample } from "./review-examples";
import { HistoryEntry } from "./review-items";
import { OneLine, Prose } from "./text-schemas";

const Rating = z.int().min(1).max(5);

/** A picture is linked, not kept; so it is looked at by staff first, unless they have changed that. */
const ImageUrl = z
  .url({ protocol: /^https$/, hostname: z.regexes.domain })
  .max(2_048)
  .refine((url) => !/^[^/]*\/\/[^/]*@/.test(url), "must not hold credentials");

const Images = z
  .array(z.strictObject({ url: ImageUrl, alt: OneLine(200) }))
  .max(6)
  .describe("Pictures on the web, by https; the shop shows them from where they are.");

const written = { rating: Rating, title: OneLine(120), body: Prose(5_000) };

/** What a customer writes. */
export const SubmitReview = z
  .strictObject({ productId: ProductId.toLowerCase(), ...written, images: Images.default([]) })
  .meta({ id: "SubmitReview", example: submissionExample });
export type SubmitReview = z.infer<typeof SubmitReview>;

/** What she changes of it later. */
export const ReviewChanges = z
  .strictObject({
    rating: Rating.optional(),
    title: written.title.optional(),
    body: written.body.optional(),
    images: Images.optional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, "must change something")
  .meta({ id: "ReviewChanges", example: { rating: 5, body: "Three winters now." } });
export type ReviewChanges = z.infer<typeof ReviewChanges>;

/** A review that only the queue has so far. */
export const QueuedReview = z
  .strictObject({ id: ReviewId, status: z.literal("queued") })
  .meta({ id: "QueuedReview", example: { id: reviewExample.id, status: "queued" } });

export const Review = z
  .strictObject({
    id: ReviewId,
    productId: ProductId,
    status: z
      .enum(["published", "flagged", "rejected"])
      .describe("All but published ones are there for their authors and staff only."),
    rating: Rating,
    title: z.string(),
    body: z.string(),
    images: z.array(z.strictObject({ url: z.string(), alt: z.string() })),
    verifiedPurchase: z.boolean().describe("Whether the author bought the product here."),
    helpfulCount: z.int().min(0),
    rejection: z.string().nullable().describe("Why it was turned down."),
    reply: z.strictObject({ body: z.string(), at: Timestamp }).nullable().describe("The shop's."),
    createdAt: Timestamp,
    updatedAt: Timestamp.nullable().describe("When its author last edited it."),
  })
  .meta({ id: "Review", example: reviewExample });

/** A review with what only staff may see of it. */
export const StaffReview = z
  .strictObject({
    ...Review.shape,
    customerId: UserId,
    reasons: z
      .array(z.string())
      .describe("Why it waits for staff: link, contact-details, `blocked-term: casino`, reported …"),
    reportCount: z.int().min(0).describe("Since staff last decided on it."),
    reports: z
      .array(z.strictObject({ reason: z.string(), at: Timestamp }))
      .optional()
      .describe("The newest; of a single review only."),
    history: z.array(z.strictObject(HistoryEntry.shape)),
  })
  .meta({ id: "StaffReview", example: staffReviewExample });

export const AnyReview = z
  .union([QueuedReview, StaffReview, Review])
  .meta({ id: "AnyReview", example: reviewExample });

const tally = z.int().min(0);

const ReviewSummary = z
  .strictObject({
    average: z.number().min(0).max(5).describe("Of 5; 0 before the first review."),
    count: tally,
    histogram: z.strictObject({ "1": tally, "2": tally, "3": tally, "4": tally, "5": tally }),
  })
  .meta({
    id: "ReviewSummary",
    example: { average: 4, count: 1, histogram: { "1": 0, "2": 0, "3": 0, "4": 1, "5": 0 } },
  });

const ReviewList = z
  .strictObject({ ...listOf(Review).shape, summary: ReviewSummary })
  .meta({ id: "ReviewList" });

const HeldReviewList = listOf(StaffReview).meta({ id: "HeldReviewList" });

export const AnyReviewList = z.union([ReviewList, HeldReviewList]).meta({
  id: "AnyReviewList",
  example: {
    items: [reviewExample],
    nextCursor: null,
    summary: { average: 4, count: 1, histogram: { "1": 0, "2": 0, "3": 0, "4": 1, "5": 0 } },
  },
});
