import { AsyncLocalStorage } from "node:async_hooks";
import type { CartId, Sku } from "@shopeasy/contracts/ids";
import type { Logger } from "@shopeasy/platform/logging/logger";
import { sampledTrace } from "@shopeasy/platform/tracing/tracing";
import type { Cart } from "../carts/cart";
import { forgetWrites, markSent } from "../db/pending-carts";
import { forgettable } from "../db/write-name-rules";
import type { Told } from "./change-rules";
import { publishChanges, type ToldCarts } from "./publish-changes";

/** Long enough to tell of several changes of a cart at once, and for people still at once. */
const gatherMs = 500;
const mostAtOnce = 100;
/**
 * That all was told is written down when a cart has been left alone for this long: once for all that a customer does
 * in a row, where a mark for each change would double the writes. The sweeper waits longer than this.
 */
const quietMs = 2_000;
const settleEveryMs = 1_000;
const mostMarksAtOnce = 20;
/** Beyond this the sweeper sees to the rest. */
const mostUnsettled = 5_000;
/** So many names of old writes are worth a write of their own. */
const manyNames = 100;

interface AnnouncerDeps extends ToldCarts {
  logger: Pick<Logger, "warn">;
  clock: { now: () => Date };
}

/** A cart whose item does not say yet that the stream was told all. */
interface Unsettled {
  cart: Cart;
  told: Told;
  /** By performance.now(). */
  changedAt: number;
  /** Of the last request that changed it. */
  traceHeader: string | undefined;
  /** It is being bought: the worker, which takes out what was ordered, writes it soon, and a mark would be in vain. */
  isOrdered?: boolean;
}

/**
 * Tells the stream of changed carts soon after the answer has gone. What it can't tell, or takes with it in a crash,
 * the sweeper finds on the cart's own item.
 */
export class ChangeAnnouncer {
  readonly #deps: AnnouncerDeps;
  readonly #unsettled = new Map<CartId, Unsettled>();
  /** Runs what outlives a request outside of its context and trace. */
  readonly #outside = AsyncLocalStorage.snapshot();
  #telling: NodeJS.Timeout | undefined;
  #settling: NodeJS.Timeout | undefined;
  #running = Promise.resolve();

  constructor(deps: AnnouncerDeps) {
    this.#deps = deps;
  }

  /** Takes note of a cart as a write left it; never fails. */
  announce(cart: Cart): void {
    if (cart.unsent.size === 0) return;
    const known = this.#unsettled.get(cart.id);
    if (known ? known.cart.version > cart.version : this.#unsettled.size >= mostUnsettled) return;
    const told = known?.told ?? new Map<Sku, number>();
    this.#unsettled.set(cart.id, { cart, told, changedAt: performance.now(), traceHeader: sampledTrace() });
    this.#outside(() => {
      this.#telling ??= setTimeout(() => void this.#tell(), gatherMs);
      this.#settling ??= setTimeout(() => void this.#settle(quietMs), settleEveryMs);
    });
  }

  /** Takes note that a cart is read to be ordered; should nothing come of it, the sweeper marks what was told. */
  leaveToWorker(id: CartId): void {
    const known = this.#unsettled.get(id);
    if (known) known.isOrdered = true;
  }

  /** Tells what is left to tell, and ends. */
  async stop(): Promise<void> {
    clearTimeout(this.#telling);
    await this.#tell();
    await this.#settle(0);
    clearTimeout(this.#settling);
  }

  #tell(): Promise<void> {
    this.#telling = undefined;
    // One after the other, so that the records of a SKU keep their order.
    this.#running = this.#running.then(() => this.#tellAll());
    return this.#running;
  }

  async #tellAll(): Promise<void> {
    const carts = [...this.#unsettled.values()].filter((one) => !isTold(one));
    for (let start = 0; start < carts.length; start += mostAtOnce) {
      const some = carts.slice(start, start + mostAtOnce);
      try {
        const left = await publishChanges(this.#deps, some);
        for (const one of some) this.#tellOf(one, !left.has(one));
      } catch (error) {
        this.#deps.logger.warn("cart.changes-left-to-sweeper", { error });
        for (const one of some) this.#tellOf(one, false);
      }
    }
  }

  #tellOf({ cart }: Unsettled, isTold: boolean): void {
    const newest = this.#unsettled.get(cart.id);
    if (!newest) return;
    if (isTold) newest.told = cart.unsent;
    // A later change is told of in its turn, and with it what failed now.
    else if (newest.cart === cart) this.#unsettled.delete(cart.id);
  }

  /** Writes down what was told of carts that have been quiet for so long. */
  async #settle(quietFor: number): Promise<void> {
    clearTimeout(this.#settling);
    const now = performance.now();
    const at = this.#deps.clock.now();
    const quiet = [...this.#unsettled.values()].filter(
      (one) => isTold(one) && now - one.changedAt >= quietFor,
    );
    for (const { cart } of quiet) this.#unsettled.delete(cart.id);
    const left = quiet.filter(({ isOrdered }) => !isOrdered);
    await this.#write(left, ({ cart }) => markSent(this.#deps, cart, at));

    const old = ({ cart }: Unsettled) => forgettable(cart.recentWrites, at);
    const busy = [...this.#unsettled.values()].filter((one) => old(one).length >= manyNames);
    await this.#write(busy, (one) => forgetWrites(this.#deps, one.cart, old(one)));

    const again = () => setTimeout(() => void this.#settle(quietMs), settleEveryMs);
    this.#settling = this.#unsettled.size > 0 ? this.#outside(again) : undefined;
  }

  async #write(carts: readonly Unsettled[], write: (one: Unsettled) => Promise<unknown>): Promise<void> {
    for (let start = 0; start < carts.length; start += mostMarksAtOnce) {
      const some = carts.slice(start, start + mostMarksAtOnce);
      await Promise.all(some.map(write)).catch((error: unknown) => {
        this.#deps.logger.warn("cart.changes-left-to-sweeper", { error });
      });
    }
  }
}

const isTold = ({ cart, told }: Unsettled): boolean =>
  [...cart.unsent].every(([sku, version]) => told.get(sku) === version);
