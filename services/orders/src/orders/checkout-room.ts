import type { OrderId } from "@shopeasy/contracts/ids";
import { Unavailable } from "@shopeasy/platform/errors";
import { BulkheadRejectedError, bulkhead, TaskCancelledError } from "cockatiel";

interface CheckoutRoomOptions {
  /** How many orders are worked on at once. */
  atOnce: number;
  /** How many more may wait; beyond that customers are turned away. */
  waiting: number;
  /** How long anybody waits, in milliseconds; 25 seconds unless given. */
  patienceMs?: number;
}

/** Whoever has waited this long has given up or asked again: to serve her now is in vain, and holds up the others. */
const usualPatienceMs = 25_000;

/**
 * Lets so many checkouts in at once; the rest wait at the door, where they hold nothing. Were all let in, as many calls
 * would wait for each other until their deadlines, the circuits would open, and a sale that draws a crowd would be lost
 * to everybody. And who comes later learns at the price that all is sold, which is the cheapest answer.
 */
export class CheckoutRoom {
  readonly #room;
  readonly #patienceMs: number;
  readonly #underWay = new Set<OrderId>();

  constructor({ atOnce, waiting, patienceMs = usualPatienceMs }: CheckoutRoomOptions) {
    this.#room = bulkhead(atOnce, waiting);
    this.#patienceMs = patienceMs;
  }

  /** @throws Unavailable `busy`, and what `work` throws */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), this.#patienceMs);
    try {
      return await this.#room.execute(work, late.signal);
    } catch (error) {
      if (!(error instanceof BulkheadRejectedError || error instanceof TaskCancelledError)) throw error;
      const detail =
        "Too many orders are being placed at this moment; nothing was charged. Try again shortly.";
      throw new Unavailable("busy", detail, {}, { cause: error }).withHeaders({ "Retry-After": "5" });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Knows an order as under way in this process, for as long as its first checkout runs. */
  async during<Result>(orderId: OrderId, checkout: () => Promise<Result>): Promise<Result> {
    this.#underWay.add(orderId);
    try {
      return await checkout();
    } finally {
      this.#underWay.delete(orderId);
    }
  }

  isUnderWay(orderId: OrderId): boolean {
    return this.#underWay.has(orderId);
  }
}
