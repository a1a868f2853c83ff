import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { ReviewId } from "@shopeasy/contracts/ids";
import type { Principal } from "@shopeasy/platform/auth/principal";
import { NotFound } from "@shopeasy/platform/errors";
import type { Deps } from "../deps";
import { presentReview } from "./present-review";
import { mayBeQueued } from "./review-id-rules";
import { PointerItem, pointerKey, ReviewItem, reviewKey } from "./review-items";
import { reviewsUnavailable } from "./store-faults";

/**
 * A review. One that is not stored yet is `queued` to its author, whom its id tells.
 * @throws NotFound("review-not-found") also for one that a newer of its author's has replaced
 */
export async function getReview(
  deps: Pick<Deps, "dynamo" | "tables" | "clock" | "reviewIdSecrets">,
  id: ReviewId,
  principal: Principal,
) {
  const pointer = PointerItem.optional().parse(await itemAt(deps, pointerKey(id)));
  if (!pointer) {
    const now = deps.clock.now();
    const isQueued =
      principal.kind === "user" &&
      mayBeQueued(id, { author: principal.userId, secrets: deps.reviewIdSecrets, now });
    if (isQueued) return { id, status: "queued" } as const;
    throw notFound();
  }
  const review = ReviewItem.optional().parse(
    await itemAt(deps, reviewKey(pointer.productId, pointer.customerId)),
  );
  if (review?.id !== id) throw notFound();
  return presentReview(review);
}

async function itemAt({ dynamo, tables }: Pick<Deps, "dynamo" | "tables">, key: Record<string, string>) {
  const command = new GetCommand({ TableName: tables.feedback, Key: key, ConsistentRead: true });
  const { Item } = await dynamo.send(command).catch(reviewsUnavailable);
  return Item;
}

const notFound = () => new NotFound("review-not-found", "There is no such review.");
