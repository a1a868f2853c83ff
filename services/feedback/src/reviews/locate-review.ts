import type { ReviewId } from "@shopeasy/contracts/ids";
import { NotFound } from "@shopeasy/platform/errors";
import { readItems } from "../db/read-items";
import type { Deps } from "../deps";
import { GoneReview, PointerItem, pointerKey, ReviewItem, reviewKey } from "./review-items";
import { reviewsUnavailable } from "./store-faults";

type Store = Pick<Deps, "dynamo" | "tables">;

/** Where a review is stored, or was; undefined where it never was, and nothing has come of it. */
export async function findPlace(store: Store, id: ReviewId) {
  const key = pointerKey(id);
  const found = await readItems(store, [key]).catch(reviewsUnavailable);
  return PointerItem.optional().parse(found(key));
}

/**
 * Where a review is stored, to be changed there.
 * @throws NotFound("review-not-found") where it never was
 */
export async function locateReview(store: Store, id: ReviewId) {
  const place = await findPlace(store, id);
  if (!place?.productId) throw reviewNotFound();
  return { productId: place.productId, customerId: place.customerId };
}

/** The review as it is stored; undefined where there is none, or a newer one has taken its place. */
export async function findReview(
  store: Store,
  id: ReviewId,
  { productId, customerId }: PointerItem,
): Promise<ReviewItem | undefined> {
  if (!productId) return undefined;
  const key = reviewKey(productId, customerId);
  const item = (await readItems(store, [key]).catch(reviewsUnavailable))(key);
  if (!item || GoneReview.safeParse(item).success) return undefined;
  const review = ReviewItem.parse(item);
  return review.id === id ? review : undefined;
}

export const reviewNotFound = () => new NotFound("review-not-found", "There is no such review.");
