import { Timestamp } from "@shopeasy/contracts/conventions";
import { ProductId, ReviewId, UserId } from "@shopeasy/contracts/ids";
import { z } from "zod";
import { ReviewImage } from "./review-items";

/** A review on its way through the queue. Of two by one customer on one product, the one with the higher id is newer. */
export const Submission = z.object({
  id: ReviewId,
  customerId: UserId,
  productId: ProductId,
  rating: z.int().min(1).max(5),
  title: z.string(),
  body: z.string(),
  images: z.array(ReviewImage).default([]),
  submittedAt: Timestamp,
});
export type Submission = z.infer<typeof Submission>;
