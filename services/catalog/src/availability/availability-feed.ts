import type { SkuAvailability } from "@shopeasy/contracts/availability";
import type { Sku } from "@shopeasy/contracts/ids";
import type { Logger } from "@shopeasy/platform/logging/logger";
import { Listeners } from "@shopeasy/platform/runtime/listeners";
import { looksAlike, type Offer, type Standing, standingBy } from "./availability-rules";
import { type AvailabilityTable, readTable } from "./read-table";

export interface FeedOptions extends AvailabilityTable {
  clock: { now: () => Date };
  logger: Logger;
  mostListeners: number;
  mostPerAddress: number;
}

interface Listener {
  address: string;
  standings: Map<Sku, Standing>;
  tell: (standing: Standing) => void;
}

/** What does not answer in this time is asked again at the next turn. */
const readWithinMs = 2_000;

/** Asks the availability table once a second for all listeners of this process, and not while there are none. */
export class AvailabilityFeed {
  private readonly listeners: Listeners<Listener>;
  private isReadable = true;

  constructor(private readonly options: FeedOptions) {
    this.listeners = new Listeners({
      most: options.mostListeners,
      mostPerAddress: options.mostPerAddress,
      instead: "Ask for the present state.",
      turn: () => this.turn(),
    });
  }

  /** See `Listeners.admit`. @throws Unavailable `busy`, TooManyRequests `too-many-streams` */
  admit(address: string): void {
    this.listeners.admit(address);
  }

  /** How offers stand now. While the table can't be read, as if nothing was in any cart. */
  async standingsOf(offers: readonly Offer[]): Promise<Standing[]> {
    const read = await this.read(offers.map(({ sku }) => sku));
    const now = this.options.clock.now();
    return offers.map((offer) => standingBy({ ...offer, inCarts: 0 }, read?.get(offer.sku), now));
  }

  /** Tells how offers stand, then each change of it, until what it gives is called. */
  async listen(address: string, offers: readonly Offer[], tell: Listener["tell"]): Promise<() => void> {
    const listener: Listener = { address, standings: new Map(), tell };
    // Counted from the first: while the table is slow, no more are let in than can be kept.
    const leave = this.listeners.add(listener);
    for (const standing of await this.standingsOf(offers)) {
      listener.standings.set(standing.sku, standing);
      tell(standing);
    }
    return leave;
  }

  /** Asks no more; resolves when the last question has been answered. */
  stop(): Promise<void> {
    return this.listeners.stop();
  }

  private async turn(): Promise<void> {
    // Who comes while the table is being read is told of a newer state already.
    const listeners = [...this.listeners].filter(({ standings }) => standings.size > 0);
    const skus = new Set(listeners.flatMap(({ standings }) => [...standings.keys()]));
    const read = await this.read([...skus]);
    if (!read) return;
    const now = this.options.clock.now();
    for (const { standings, tell } of listeners) {
      for (const [sku, before] of standings) {
        const standing = standingBy(before, read.get(sku), now);
        standings.set(sku, standing);
        if (!looksAlike(before, standing)) tell(standing);
      }
    }
  }

  /** Undefined while the table can't be read; said once, and once more when it can again. */
  private async read(skus: readonly Sku[]): Promise<Map<Sku, SkuAvailability> | undefined> {
    const { logger } = this.options;
    try {
      const read = await readTable(this.options, skus, AbortSignal.timeout(readWithinMs));
      if (!this.isReadable) logger.info("availability.readable-again");
      this.isReadable = true;
      return read;
    } catch (error) {
      if (this.isReadable) logger.warn("availability.unreadable", { error });
      this.isReadable = false;
      return undefined;
    }
  }
}
