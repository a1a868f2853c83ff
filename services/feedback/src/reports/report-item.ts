import { Timestamp } from "@shopeasy/contracts/conventions";
import { ReviewId } from "@shopeasy/contracts/ids";
import { z } from "zod";

/** What somebody has against a review; it lies with who reported, and is listed under the review. */
export const ReportItem = z.object({ reviewId: ReviewId, reason: z.string(), at: Timestamp });
export type ReportItem = z.infer<typeof ReportItem>;

export const reportsUnder = (reviewId: ReviewId) => `reports#${reviewId}`;
