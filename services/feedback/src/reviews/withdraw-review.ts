import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { type ProductId, type ReviewId, UserId } from "@shopeasy/contracts/ids";
import type { UserPrincipal } from "@shopeasy/platform/auth/principal";
import { dealingKey } from "../customers/customer-items";
import type { Deps } from "../deps";
import { forgottenAt } from "../ids/authors-id-rules";
import { isAuthorsQueued } from "./get-review";
import { findPlace, reviewNotFound } from "./locate-review";
import { retirePointer } from "./publish-review";
import { pointerKey } from "./review-items";
import { reviewsUnavailable } from "./store-faults";

type Store = Pick<
  Deps,
  "dynamo" | "tables" | "clock" | "reviewChanges" | "authorIdSecrets" | "logger" | "counts"
>;

/**
 * Takes one's own review back, for good: also out of the queue.
 * @throws NotFound("review-not-found")
 */
export async function withdrawReview(store: Store, id: ReviewId, principal: UserPrincipal): Promise<void> {
  const authorId = UserId.parse(principal.userId);
  let place = await findPlace(store, id);
  if (!place && isAuthorsQueued(store, id, principal)) {
    if (await withdrawQueued(store, id, authorId)) return;
    place = await findPlace(store, id);
  }
  if (!place?.productId || place.customerId !== authorId) throw reviewNotFound();
  const { productId } = place;
  const isGone = await removeReview(store, { id, productId, authorId });
  if (!isGone) throw reviewNotFound();
  store.counts.reviewBecame("withdrawn");
  store.logger.info("review.withdrawn", { reviewId: id, productId });
}

/** Has the worker drop it when it comes. False where the worker was faster. */
async function withdrawQueued({ dynamo, tables, clock }: Store, id: ReviewId, customerId: UserId) {
  const Item = { ...pointerKey(id), customerId, expiresAt: forgottenAt(clock.now()) };
  const ConditionExpression = "attribute_not_exists(pk)";
  try {
    await dynamo.send(new PutCommand({ TableName: tables.feedback, Item, ConditionExpression }));
    return true;
  } catch (error) {
    if (Object(error).name === "ConditionalCheckFailedException") return false;
    return reviewsUnavailable(error);
  }
}

/** Takes a review out, with what it added to the product's ratings. False where it is not there. */
export async function removeReview(
  { tables, clock, reviewChanges }: Pick<Deps, "tables" | "clock" | "reviewChanges">,
  { id, productId, authorId }: { id: ReviewId; productId: ProductId; authorId: UserId },
): Promise<boolean> {
  const TableName = tables.feedback;
  let isFound = false;
  await reviewChanges.change({
    productId,
    customerId: authorId,
    decide({ review }) {
      isFound = review?.id === id;
      if (!review || !isFound) return undefined;
      const Key = dealingKey(authorId, productId);
      return {
        becomes: "gone",
        also: [
          { Update: { TableName, Key: { ...Key }, UpdateExpression: "REMOVE reviewId" } },
          retirePointer(TableName, review, clock.now()),
        ],
      };
    },
  });
  return isFound;
}
