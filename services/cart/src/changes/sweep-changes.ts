import { readPendingCarts } from "../db/pending-carts";
import { publishChanges, type ToldCarts } from "./publish-changes";

/** Whoever changed a cart tells of it itself, within this time. */
const leftAloneMs = 1_000;

export interface Sweep {
  /** Carts that have no more to tell. */
  done: number;
  /** How long the oldest change had waited, in seconds; 0 where there was none. */
  oldestSeconds: number;
}

/** Tells the stream of changes that were left untold: by a crash, or while the stream was down. */
export async function sweepChanges(deps: ToldCarts & { clock: { now: () => Date } }): Promise<Sweep> {
  const now = deps.clock.now().getTime();
  const pending = await readPendingCarts(deps, new Date(now - leftAloneMs));
  if (pending.length === 0) return { done: 0, oldestSeconds: 0 };
  const oldest = Math.min(...pending.map(({ since }) => since));
  const done = await publishChanges(
    deps,
    pending.map(({ cart }) => cart),
  );
  return { done, oldestSeconds: (now - oldest) / 1_000 };
}
