import { DealingItem, dealingKey, erasureKey, notErased } from "../customers/customer-items";
import type { Action } from "../db/conditions";
import { readItems } from "../db/read-items";
import type { Deps } from "../deps";
import { forgottenAt } from "../ids/authors-id-rules";
import type { ModerationRules } from "../moderation/moderation-rules";
import { rulesIn, rulesKey } from "../moderation/rules-item";
import { isKnownProduct } from "../products/is-known-product";
import type { Decision, Standing } from "../ratings/review-changes";
import { countLately } from "./count-lately";
import { newReview } from "./publishing-rules";
import { pointerKey, type ReviewItem, summaryKey } from "./review-items";
import type { Submission } from "./submission";

type Store = Pick<
  Deps,
  "dynamo" | "tables" | "clock" | "logger" | "counts" | "knownProducts" | "reviewChanges"
>;

interface Judgement {
  rules: ModerationRules;
  isKnown: boolean;
  /** Her reviews of the last day. */
  lately: number;
}

/**
 * Stores a submitted review: published, or held back where a rule minds it or there is no such product. Harmless when
 * repeated, for one that a newer of the same customer's has overtaken, and for one that its author has withdrawn.
 * @throws Unavailable when the table or catalog are away, or too many change the product's ratings at once: the queue
 * brings it again
 */
export async function publishReview(store: Store, submission: Submission): Promise<void> {
  const { id, customerId, productId } = submission;
  const judgement = await judge(store, submission);
  const keys = [pointerKey(id), dealingKey(customerId, productId), erasureKey(customerId)];
  let isStored = false;
  const stored = await store.reviewChanges.change({
    productId,
    customerId,
    keys,
    decide: (standing) => {
      const decision = decide(store, submission, standing, judgement);
      isStored = decision !== undefined && decision.becomes !== "unchanged";
      return decision;
    },
  });
  if (!isStored || !stored) return;
  const { status, rating } = stored;
  store.counts.reviewBecame(status);
  store.logger.info(`review.${status}`, { reviewId: id, productId, rating });
}

/** What does not change with each review of the product: so it is found out before its turn comes. */
async function judge(store: Store, { customerId, productId }: Submission): Promise<Judgement> {
  const keys = [rulesKey, summaryKey(productId), dealingKey(customerId, productId)];
  const found = await readItems(store, keys);
  const rules = rulesIn(found);
  const [isKnown, lately] = await Promise.all([
    isKnownProduct(store, found, productId, customerId),
    rules.mostADay === null ? 0 : countLately(store, customerId, store.clock.now()),
  ]);
  return { rules, isKnown, lately };
}

function decide(
  { tables, clock }: Store,
  submission: Submission,
  { review, gone, found }: Standing,
  judgement: Judgement,
): Decision | undefined {
  const { id, customerId, productId } = submission;
  const TableName = tables.feedback;
  const now = clock.now();
  const isDealtWith = found(pointerKey(id)) !== undefined;
  if (isDealtWith || found(erasureKey(customerId))) return undefined;

  const latest = review?.id ?? gone?.goneId;
  const pointer = { ...pointerKey(id), productId, customerId };
  if (latest !== undefined && latest > id) {
    // Its author asked for it as queued, and is to hear that it is gone.
    const Item = { ...pointer, expiresAt: forgottenAt(now) };
    return { becomes: "unchanged", also: [{ Put: { TableName, Item } }] };
  }
  const isBuyer =
    DealingItem.optional().parse(found(dealingKey(customerId, productId)))?.paidAt !== undefined;
  const also: Action[] = [
    // It may be withdrawn at this very moment.
    { Put: { TableName, Item: pointer, ConditionExpression: "attribute_not_exists(pk)" } },
    rememberDealing(TableName, submission, isBuyer),
    notErased(TableName, customerId),
    ...(review ? [retirePointer(TableName, review, now)] : []),
  ];
  return { becomes: newReview(submission, { review, gone, isBuyer, ...judgement }, now), also };
}

/** A purchase that is recorded at this very moment finds no review to mark: then the review must look again. */
const rememberDealing = (
  TableName: string,
  { id, customerId, productId }: Submission,
  isBuyer: boolean,
): Action => ({
  Update: {
    TableName,
    Key: dealingKey(customerId, productId),
    UpdateExpression: "SET productId = :productId, reviewId = :reviewId",
    ...(!isBuyer && { ConditionExpression: "attribute_not_exists(paidAt)" }),
    ExpressionAttributeValues: { ":productId": productId, ":reviewId": id },
  },
});

/** The part of a transaction that has a review's id forgotten, once the queue can't bring it again. */
export const retirePointer = (TableName: string, { id }: Pick<ReviewItem, "id">, now: Date): Action => ({
  Update: {
    TableName,
    Key: pointerKey(id),
    UpdateExpression: "SET expiresAt = :at",
    ExpressionAttributeValues: { ":at": forgottenAt(now) },
  },
});
