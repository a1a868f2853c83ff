import type { Logger } from "@shopeasy/platform/logging/logger";
import { markSent, type PendingCart, readPendingCarts, setAside } from "../db/pending-carts";
import { publishChanges, type ToldCarts } from "./publish-changes";

/** Whoever changes a cart tells of it, and writes that down, within this time. */
const leftAloneMs = 10_000;

interface SweepDeps extends ToldCarts {
  clock: { now: () => Date };
  logger: Pick<Logger, "error">;
}

export interface Sweep {
  /** Carts that have no more to tell. */
  done: number;
  /** How long the oldest change had waited, in seconds; 0 where there was none. */
  oldestSeconds: number;
}

/** Tells the stream of changes that were left untold: by a crash, or while the stream was down. */
export async function sweepChanges(deps: SweepDeps): Promise<Sweep> {
  const now = deps.clock.now();
  const before = new Date(now.getTime() - leftAloneMs);
  const { carts, unreadable } = await readPendingCarts(deps, before);
  for (const { key, faults } of unreadable) {
    deps.logger.error("cart.unreadable-set-aside", { faults });
    await setAside(deps, key, now);
  }
  // Who changes a cart all the time tells of it all the time.
  const left = carts.filter(({ cart }) => cart.updatedAt < before);
  if (left.length === 0) return { done: 0, oldestSeconds: 0 };

  const untold = await publishChanges(deps, left);
  const told = left.filter((one) => !untold.has(one));
  const done = await markAll(deps, told, now);
  const oldest = Math.min(...left.map(({ since }) => since));
  return { done, oldestSeconds: (now.getTime() - oldest) / 1_000 };
}

async function markAll(deps: SweepDeps, told: readonly PendingCart[], now: Date): Promise<number> {
  const marked = await Promise.all(told.map(({ cart }) => markSent(deps, cart, now)));
  return marked.filter(Boolean).length;
}
