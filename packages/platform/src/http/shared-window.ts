import type { Options, Store } from "express-rate-limit";
import type { LimitClass } from "../config/rate-limits";
import type { Logger } from "../logging/logger";
import { span } from "../tracing/tracing";
import { type HitWindow, memoryWindow, type Tally } from "./hit-window";

const countingSpan = { remote: true, annotations: { operation: "count" } } as const;

/** A store of the library's kind for each class of limits: what counts for all tasks together. */
export type LimitStores = (limitClass: LimitClass) => Store;

export interface SharedWindowOptions {
  limitClass: LimitClass;
  windowMs: number;
  logger: Pick<Logger, "warn" | "info">;
  /** How long a request waits for the store. */
  patienceMs?: number;
  /** How long the store is left alone after it failed. */
  pauseMs?: number;
}

/**
 * Counts in a store that all tasks share. While that does not answer, each task counts for itself: a limit is then
 * wider than it should be, and nobody is turned away or kept waiting for it. The log says so once.
 */
export function sharedWindow(
  store: Store,
  { limitClass, windowMs, logger, patienceMs = 250, pauseMs = 2_000 }: SharedWindowOptions,
): HitWindow {
  const own = memoryWindow(windowMs);
  let asksAgainAt = 0;
  let isDown = false;
  let opening: Promise<void> | undefined;

  const open = async (): Promise<void> => {
    await store.init?.({ windowMs } as Options);
  };

  const countShared = async (client: string): Promise<Tally> => {
    opening ??= open();
    await opening;
    const { totalHits, resetTime } = await store.increment(client);
    return { hits: totalHits, endsAt: resetTime?.getTime() ?? Date.now() + windowMs };
  };

  const failed = (error: unknown) => {
    // A store may keep what it failed to load, so it is opened anew.
    opening = undefined;
    asksAgainAt = Date.now() + pauseMs;
    if (!isDown) logger.warn("rate-limit.store-failed", { limitClass, error });
    isDown = true;
  };

  const answered = () => {
    if (isDown) logger.info("rate-limit.store-answered-again", { limitClass });
    isDown = false;
    asksAgainAt = 0;
  };

  return {
    count(client) {
      const now = Date.now();
      if (now < asksAgainAt) return own.count(client);
      // One request tries whether it is back; the others don't wait for that.
      if (isDown) asksAgainAt = now + pauseMs;
      const asked = () => within(patienceMs, countShared(client));
      return span("valkey", asked, countingSpan).then(
        (tally) => {
          answered();
          return tally;
        },
        (error: unknown) => {
          failed(error);
          return own.count(client);
        },
      );
    },
  };
}

function within<Result>(milliseconds: number, answer: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The store did not answer within ${milliseconds} ms`)),
      milliseconds,
    );
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
