import { setTimeout as pause } from "node:timers/promises";
import { createRandom, mixSeeds } from "../../seed/random";
import { type Assortment, planCustomer } from "./plan-customer";
import { type CustomerWorld, shopOnce } from "./shop-once";
import type { CustomerStory } from "./story";

export interface ArrivalsSetting {
  world: Omit<CustomerWorld, "onOrder">;
  assortment: Assortment;
  seed: number;
  perSecond: number;
  ms: number;
}

export interface Arrivals {
  stories: CustomerStory[];
  /** Visits that have begun, orders sent at first tries, and customers who are under way. */
  counts: { begun: number; ordered: number; underWay: number; turnedAway: number };
  /** Resolves when no more come. Those under way go on: see `leave`. */
  over: Promise<void>;
  /** Resolves when all have left. */
  left: () => Promise<void>;
}

/** More than these at once would be this program's own undoing: who then comes is turned away, and counted. */
const mostAtOnce = 1_500;

/** Lets customers come at a steady rate, each when it is her time, however long the others are waiting. */
export function letCustomersCome({ world, assortment, seed, perSecond, ms }: ArrivalsSetting): Arrivals {
  const random = createRandom(mixSeeds(seed, 1));
  const stories: CustomerStory[] = [];
  const counts = { begun: 0, ordered: 0, underWay: 0, turnedAway: 0 };
  const visits = new Set<Promise<void>>();
  const onOrder = () => {
    counts.ordered += 1;
  };

  const begin = (number: number) => {
    const plan = planCustomer(number, createRandom(mixSeeds(seed, 2, number)), assortment);
    counts.begun += 1;
    counts.underWay += 1;
    const visit = shopOnce({ ...world, onOrder }, plan).then((story) => {
      stories.push(story);
      counts.underWay -= 1;
      visits.delete(visit);
    });
    visits.add(visit);
  };

  const come = async () => {
    const startedAt = performance.now();
    let at = 0;
    for (let number = 0; !world.signal.aborted; number += 1) {
      // Exponential gaps: as independent people come.
      at += (-Math.log(1 - random.int(0, 999_999) / 1_000_000) * 1_000) / perSecond;
      if (at > ms) break;
      const waitMs = startedAt + at - performance.now();
      if (waitMs > 1) await pause(waitMs, undefined, { signal: world.signal }).catch(() => {});
      if (visits.size >= mostAtOnce) counts.turnedAway += 1;
      else begin(number);
    }
  };
  return { stories, counts, over: come(), left: async () => void (await Promise.all(visits)) };
}
