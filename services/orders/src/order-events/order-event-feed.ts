import { setTimeout as pause } from "node:timers/promises";
import type { OrderId } from "@shopeasy/contracts/ids";
import type { Database } from "@shopeasy/platform/database/connect";
import { TooManyRequests, Unavailable } from "@shopeasy/platform/errors";
import type { Logger } from "@shopeasy/platform/logging/logger";
import type * as schema from "../db/schema";
import { readSteps, type Step } from "./read-steps";

export interface FeedOptions {
  database: Pick<Database<typeof schema>, "db">;
  logger: Logger;
  mostListeners?: number;
  mostPerAddress?: number;
}

interface Listener {
  address: string;
  orderId: OrderId;
  /** The last step it was told of. */
  after: number;
  tell: (step: Step) => void;
}

const everyMs = 1_000;
const comeBackSeconds = 30;

/** Reads new steps of orders once a second for all listeners of this process, and not while there are none. */
export class OrderEventFeed {
  private readonly listeners = new Set<Listener>();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private isReadable = true;

  constructor(private readonly options: FeedOptions) {}

  /**
   * Tells the steps of an order after that one, then each as it happens, until what it gives is called. The steps of one
   * order become visible in the order of their ids, so none is missed.
   */
  async listen(
    { address, orderId, after }: Pick<Listener, "address" | "orderId" | "after">,
    tell: Listener["tell"],
  ): Promise<() => void> {
    const listener: Listener = { address, orderId, after, tell };
    this.listeners.add(listener);
    try {
      this.give(await readSteps(this.options.database.db, [listener]), [listener]);
    } catch (error) {
      this.listeners.delete(listener);
      throw error;
    }
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
    return () => this.listeners.delete(listener);
  }

  /**
   * Sees whether there is room for one more listener.
   * @throws Unavailable `busy` when the process has as many as it can keep, TooManyRequests `too-many-streams` when the
   * address has
   */
  admit(address: string): void {
    const { mostListeners = 5_000, mostPerAddress = 100 } = this.options;
    if (this.listeners.size >= mostListeners) {
      const busy = new Unavailable("busy", "There are too many listeners now. Ask for the order itself.");
      throw busy.withHeaders({ "Retry-After": String(comeBackSeconds) });
    }
    const fromThere = [...this.listeners].filter((listener) => listener.address === address).length;
    if (fromThere < mostPerAddress) return;
    const detail = "Too many streams are open to your address. Close some first.";
    throw new TooManyRequests("too-many-streams", detail, comeBackSeconds);
  }

  /** Reads no more; resolves when the last reading is done. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.listeners.size > 0 && !this.stopping.signal.aborted) {
      await pause(everyMs, undefined, { signal: this.stopping.signal }).catch(() => {});
      if (!this.stopping.signal.aborted) await this.turn();
    }
  }

  private async turn(): Promise<void> {
    const { database, logger } = this.options;
    const listeners = [...this.listeners];
    try {
      this.give(await readSteps(database.db, listeners), listeners);
      if (!this.isReadable) logger.info("order-events.readable-again");
      this.isReadable = true;
    } catch (error) {
      if (this.isReadable) logger.warn("order-events.unreadable", { error });
      this.isReadable = false;
    }
  }

  private give(steps: readonly Step[], listeners: readonly Listener[]): void {
    const byOrder = Map.groupBy(steps, ({ orderId }) => orderId);
    for (const listener of listeners) {
      for (const step of byOrder.get(listener.orderId) ?? []) {
        if (step.id <= listener.after) continue;
        listener.after = step.id;
        listener.tell(step);
      }
    }
  }
}
