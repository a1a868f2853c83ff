import { setTimeout as pause } from "node:timers/promises";
import { GatheredCalls } from "@shopeasy/platform/gathered-calls";
import type { Logger } from "@shopeasy/platform/logging/logger";
import { sampledTrace } from "@shopeasy/platform/tracing/tracing";
import type { Cart } from "../carts/cart";
import { leaveToSweeper } from "../db/pending-carts";
import { untilWritten } from "../db/until-written";
import { type CartToTell, publishChanges, type ToldCarts } from "./publish-changes";

const mostInACall = 100;
/** What is told waits for it: a stream that hangs must not hold up what orders take out of carts. */
const toldWithinMs = 2_000;

interface Telling extends ToldCarts {
  logger: Pick<Logger, "warn">;
  clock: { now: () => Date };
}

/**
 * Tells the stream at once of carts whose items don't say that there is something to tell, in one call of those of the
 * same moment. What it can't tell is left to the sweeper.
 *
 * Who calls sees to it that it is called again after a crash: nothing else knows of these changes.
 * @throws Unavailable where not even that can be written down
 */
export function tellTogether(deps: Telling): (cart: Cart) => Promise<void> {
  const tellings = new GatheredCalls((some: readonly CartToTell[]) => publishChanges(deps, some), {
    forMs: 0,
    mostInACall,
  });
  return async (cart) => {
    const telling = { cart, traceHeader: sampledTrace() };
    const isTold = tellings.ask(telling).then((untold) => !untold.has(telling));
    if (await soon(isTold)) return;
    deps.logger.warn("cart.changes-left-to-sweeper");
    await untilWritten(() => leaveToSweeper(deps, cart, deps.clock.now()));
  };
}

/** Whether it comes true in time. What comes later does no harm: the stream is told how many there are, not how many more. */
async function soon(isTold: Promise<boolean>): Promise<boolean> {
  const waiting = new AbortController();
  const late = pause(toldWithinMs, false, { signal: waiting.signal }).catch(() => false);
  try {
    return await Promise.race([isTold, late]);
  } finally {
    waiting.abort();
  }
}
