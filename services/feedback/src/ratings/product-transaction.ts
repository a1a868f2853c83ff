import type { ProductId, UserId } from "@shopeasy/contracts/ids";
import { outboxItem } from "@shopeasy/platform/dynamo-outbox/outbox-item";
import { newId } from "@shopeasy/platform/ids";
import { type Action, unchanged } from "../db/conditions";
import type { Store } from "../db/store";
import { forgottenAt } from "../ids/authors-id-rules";
import { isHeld } from "../moderation/moderation-rules";
import {
  type GoneReview,
  type ReviewItem,
  reviewKey,
  type SummaryItem,
  storedReview,
  summaryKey,
} from "../reviews/review-items";
import { followStep, type Ratings, type Step } from "./announcement-rules";
import { noRatings } from "./rating-rules";

/** A decision about one review, and what it stands on. */
export interface Decided extends Step {
  customerId: UserId;
  becomes: Omit<ReviewItem, "revision"> | "gone" | "unchanged";
  /** Of what was stored when it was made. */
  revision: number | undefined;
  also: readonly Action[];
  /** Runs something in the context of who wanted it. */
  within: <Result>(work: () => Result) => Result;
}

interface ProductChange {
  productId: ProductId;
  ratings: SummaryItem | undefined;
  decided: readonly Decided[];
}

/** The actions that write decisions about a product's reviews, on the condition that all is as they found it. */
export function productTransaction(
  { tables, clock }: Pick<Store, "tables" | "clock">,
  { productId, ratings: summary, decided }: ProductChange,
): Action[] {
  const now = clock.now();
  const actions: Action[] = [];
  const begun: Ratings = { version: summary?.version ?? 0, counts: summary?.counts ?? noRatings };
  let ratings = begun;
  for (const { becomes, before, after, customerId, revision, also, within } of decided) {
    actions.push(...also);
    if (becomes === "unchanged") continue;
    const Item = after ? storedReview(after) : placeOfGone(productId, customerId, { before, revision, now });
    actions.push({ Put: { TableName: tables.feedback, Item, ...unchanged("revision", revision) } });
    const followed = followStep(ratings, { before, after }, { now, newId });
    ratings = followed.ratings;
    actions.push(...within(() => followed.events.map((event) => outboxItem(tables.outbox, event, now))));
  }
  if (ratings.version !== begun.version) {
    const Item = { ...summaryKey(productId), productId, ...ratings };
    actions.push({ Put: { TableName: tables.feedback, Item, ...unchanged("version", summary?.version) } });
  }
  return actions;
}

interface Leaving {
  before: ReviewItem | undefined;
  revision: number | undefined;
  now: Date;
}

function placeOfGone(productId: ProductId, customerId: UserId, { before, revision = 0, now }: Leaving) {
  if (!before) throw new Error("There is no review that could go.");
  const gone: GoneReview = {
    goneId: before.id,
    wasHeld: isHeld(before),
    revision: revision + 1,
  };
  return { ...reviewKey(productId, customerId), ...gone, expiresAt: forgottenAt(now) };
}
