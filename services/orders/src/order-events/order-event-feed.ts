import type { OrderId } from "@shopeasy/contracts/ids";
import type { Database } from "@shopeasy/platform/database/connect";
import type { Logger } from "@shopeasy/platform/logging/logger";
import { Listeners } from "@shopeasy/platform/runtime/listeners";
import type * as schema from "../db/schema";
import { readSteps, type Step } from "./read-steps";

export interface FeedOptions {
  database: Pick<Database<typeof schema>, "db">;
  logger: Logger;
}

interface Listener {
  address: string;
  orderId: OrderId;
  /** The last step it was told of. */
  after: number;
  tell: (step: Step) => void;
}

/** Reads new steps of orders once a second for all listeners of this process, and not while there are none. */
export class OrderEventFeed {
  private readonly listeners = new Listeners<Listener>({
    most: 5_000,
    mostPerAddress: 100,
    instead: "Ask for the order itself.",
    turn: () => this.turn(),
  });
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
    const leave = this.listeners.add(listener);
    try {
      this.give(await readSteps(this.options.database.db, [listener]), [listener]);
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  /** See `Listeners.admit`. @throws Unavailable `busy`, TooManyRequests `too-many-streams` */
  admit(address: string): void {
    this.listeners.admit(address);
  }

  /** Reads no more; resolves when the last reading is done. */
  stop(): Promise<void> {
    return this.listeners.stop();
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
