import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { ProductId, UserId } from "@shopeasy/contracts/ids";
import { type Action, isConflict } from "../db/conditions";
import { type Found, type Key, readItems } from "../db/read-items";
import type { Store } from "../db/store";
import { GoneReview, ReviewItem, reviewKey, SummaryItem, summaryKey } from "../reviews/review-items";
import { isOwnFault, reviewsBusy, reviewsUnavailable } from "../reviews/store-faults";
import { type Decided, productTransaction } from "./product-transaction";

/** What a decision about a review stands on; it is made anew when any of it changed before it was written. */
export interface Standing {
  review: ReviewItem | undefined;
  /** What there was in its place. */
  gone: GoneReview | undefined;
  /** Of the request's own keys. */
  found: Found;
}

export interface Decision {
  /** The review as it is to be, its `revision` aside; `unchanged` keeps it or its absence. */
  becomes: Omit<ReviewItem, "revision"> | "gone" | "unchanged";
  /** What is written with it, at most five actions. */
  also?: readonly Action[];
}

/** A wish to change the review that a customer wrote of a product. */
export interface ReviewRequest {
  productId: ProductId;
  /** Its author. */
  customerId: UserId;
  /** What else the decision stands on, beside the review. */
  keys?: readonly Key[];
  /** Pure, since it may be asked again. What it throws the request fails with. Undefined: there is nothing to do. */
  decide: (standing: Standing) => Decision | undefined;
}

interface Waiting {
  request: ReviewRequest;
  /** Runs something in the request's own context, so that its events carry its trace. */
  within: ReturnType<typeof AsyncLocalStorage.snapshot>;
  resolve: (review: ReviewItem | undefined) => void;
  reject: (error: unknown) => void;
  /** Its decision was to fail. */
  isOver: boolean;
}

/** A transaction has 100 actions at most; a review has a dozen that are shared out to 8 of its own. */
const mostAtOnce = 12;

/** Other tasks may change the same product's ratings: each round one of them gets through. */
const mostAttempts = 20;

/**
 * Changes reviews: each with its product's ratings and the events that tell of it, in one transaction. Of one product
 * those that come while another is being written wait, and are then written together: so the item of its ratings, that
 * everybody wants, is written seldom, and this process never stands in its own way.
 */
export class ReviewChanges {
  readonly #lanes = new Map<ProductId, Waiting[]>();

  constructor(private readonly store: Store) {}

  /**
   * Gives the review as it then is.
   * @throws Unavailable("reviews-unavailable") when the table is away or others were always faster
   */
  change(request: ReviewRequest): Promise<ReviewItem | undefined> {
    return new Promise((resolve, reject) => {
      const waiting = { request, within: AsyncLocalStorage.snapshot(), resolve, reject, isOver: false };
      const lane = this.#lanes.get(request.productId);
      if (lane) {
        lane.push(waiting);
      } else {
        const opened = [waiting];
        this.#lanes.set(request.productId, opened);
        void this.#run(request.productId, opened);
      }
    });
  }

  async #run(productId: ProductId, lane: Waiting[]): Promise<void> {
    while (lane.length > 0) await this.#settle(productId, takeBatch(lane));
    this.#lanes.delete(productId);
  }

  async #settle(productId: ProductId, batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#write(productId, batch);
    } catch (error) {
      if (batch.length > 1 && isOwnFault(error)) {
        // One that can't be written must not take the others with it.
        for (const waiting of batch) await this.#settle(productId, [waiting]);
        return;
      }
      for (const { reject } of batch) reject(error);
    }
  }

  async #write(productId: ProductId, batch: readonly Waiting[]): Promise<void> {
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const found = await readItems(this.store, keysOf(productId, batch)).catch(reviewsUnavailable);
      const decided = batch.flatMap((waiting) => (waiting.isOver ? [] : decide(waiting, found)));
      const ratings = SummaryItem.optional().parse(found(summaryKey(productId)));
      const actions = productTransaction(this.store, { productId, ratings, decided });
      if (actions.length === 0 || (await this.#commit(actions))) {
        for (const { after, waiting } of decided) waiting.resolve(after);
        return;
      }
      await pause(Math.random() * Math.min(400, 10 * 2 ** attempt));
    }
    throw reviewsBusy();
  }

  /** False where what the decisions stand on has changed meanwhile. */
  async #commit(actions: Action[]): Promise<boolean> {
    try {
      await this.store.dynamo.send(new TransactWriteCommand({ TransactItems: actions }));
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      return reviewsUnavailable(error);
    }
  }
}

/** The first that wait, one for each review: two changes of the same can't be in one transaction. */
function takeBatch(lane: Waiting[]): Waiting[] {
  const authors = new Set<UserId>();
  const batch: Waiting[] = [];
  for (let at = 0; at < lane.length && batch.length < mostAtOnce; ) {
    const waiting = lane[at] as Waiting;
    if (authors.has(waiting.request.customerId)) {
      at += 1;
    } else {
      authors.add(waiting.request.customerId);
      batch.push(...lane.splice(at, 1));
    }
  }
  return batch;
}

const keysOf = (productId: ProductId, batch: readonly Waiting[]): Key[] => [
  summaryKey(productId),
  ...batch.flatMap(({ request }) => [reviewKey(productId, request.customerId), ...(request.keys ?? [])]),
];

/** None where the request fails, which it is told at once. */
function decide(waiting: Waiting, found: Found): (Decided & { waiting: Waiting })[] {
  const { request, within } = waiting;
  const { productId, customerId } = request;
  const item = found(reviewKey(productId, customerId));
  const gone = GoneReview.safeParse(item).data;
  try {
    const review = gone || !item ? undefined : ReviewItem.parse(item);
    const { becomes, also = [] } = request.decide({ review, gone, found }) ?? { becomes: "unchanged" };
    const revision = (review ?? gone)?.revision;
    const after = reviewAfter(becomes, review, revision);
    return [{ customerId, becomes, before: review, after, revision, also, within, waiting }];
  } catch (error) {
    waiting.isOver = true;
    waiting.reject(error);
    return [];
  }
}

function reviewAfter(
  becomes: Decision["becomes"],
  review: ReviewItem | undefined,
  revision = 0,
): ReviewItem | undefined {
  if (becomes === "unchanged") return review;
  return becomes === "gone" ? undefined : { ...becomes, revision: revision + 1 };
}
