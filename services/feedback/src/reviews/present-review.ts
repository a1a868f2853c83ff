import type { ReviewItem } from "./review-items";

/** A review as everybody may read it: who wrote it is not said. */
export const presentReview = ({ customerId: _customerId, ...review }: ReviewItem) => review;
