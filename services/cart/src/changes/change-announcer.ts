import { AsyncLocalStorage } from "node:async_hooks";
import type { CartId } from "@shopeasy/contracts/ids";
import type { Logger } from "@shopeasy/platform/logging/logger";
import type { Cart } from "../carts/cart";
import { publishChanges, type ToldCarts } from "./publish-changes";

/** Long enough to tell of several changes of a cart at once, and for people still at once. */
const gatherMs = 100;
/** Beyond this the sweeper sees to the rest. */
const mostWaiting = 2_000;
const mostAtOnce = 100;

interface AnnouncerDeps extends ToldCarts {
  logger: Pick<Logger, "warn">;
}

/**
 * Tells the stream of changed carts right away, after the answer has gone. What it can't tell, or takes with it in a
 * crash, the sweeper finds on the cart's own item.
 */
export class ChangeAnnouncer {
  readonly #deps: AnnouncerDeps;
  readonly #waiting = new Map<CartId, Cart>();
  /** Runs what outlives a request outside of its context and trace. */
  readonly #outside = AsyncLocalStorage.snapshot();
  #timer: NodeJS.Timeout | undefined;
  #running = Promise.resolve();

  constructor(deps: AnnouncerDeps) {
    this.#deps = deps;
  }

  /** Takes note of a cart as a write left it; never fails. */
  announce(cart: Cart): void {
    if (cart.unsent.size === 0) return;
    const known = this.#waiting.get(cart.id);
    if (known ? known.version > cart.version : this.#waiting.size >= mostWaiting) return;
    this.#waiting.set(cart.id, cart);
    this.#timer ??= this.#outside(() => setTimeout(() => void this.#flush(), gatherMs));
  }

  /** Tells what is left to tell, and ends. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#flush();
  }

  #flush(): Promise<void> {
    this.#timer = undefined;
    // One after the other, so that the records of a SKU keep their order.
    this.#running = this.#running.then(() => this.#tellAll());
    return this.#running;
  }

  async #tellAll(): Promise<void> {
    const carts = [...this.#waiting.values()];
    this.#waiting.clear();
    for (let start = 0; start < carts.length; start += mostAtOnce) {
      await publishChanges(this.#deps, carts.slice(start, start + mostAtOnce)).catch((error: unknown) => {
        this.#deps.logger.warn("cart.changes-left-to-sweeper", { error });
      });
    }
  }
}
