import { Timestamp } from "@shopeasy/contracts/conventions";
import { ProductId, ReviewId, UserId } from "@shopeasy/contracts/ids";
import { z } from "zod";

/** A review on its way through the queue. Of two by one customer on one product, the one with the higher id is newer. */
export const Submission = z.object({
  id: ReviewId,
  customerId: UserId,
  productId: ProductId,
  rating: z.int().min(1).max(5),
  title: z.string(),
  body: z.string(),
  submittedAt: Timestamp,
});
export type Submission = z.infer<typeof Submission>;

/** SQS does not take every character; JSON can say each of them in ASCII. */
const unsafe = /[\uD800-\uDFFF\uFFFE\uFFFF]/g;

/** A submission as the body of a message. */
export const messageOf = (submission: Submission): string =>
  JSON.stringify(submission).replace(unsafe, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);
