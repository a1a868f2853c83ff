import { setTimeout as pause } from "node:timers/promises";
import type { RouteCounts } from "../gateway/routing/route-schemas";
import type { Counts } from "../gateway/routing/tally";
import { countsSince, faultOf, figuresOf } from "./judge-rules";
import type { Tell } from "./release-events";

const lookEveryMs = 250;
const tellEveryMs = 1_000;

export interface WatchSetting {
  percent: number;
  holdSeconds: number;
  /** Of green, where too little is known of blue to compare. */
  slowSeconds: number;
  /** Undefined while the gateway does not answer. */
  look: () => Promise<RouteCounts | undefined>;
  tell: Tell;
  signal: AbortSignal;
}

/**
 * Watches green beside blue for a while.
 * @throws Error that says what is wrong with green, as soon as it shows; the signal's reason
 */
export async function watchStep({ look, tell, signal, ...setting }: WatchSetting): Promise<void> {
  const { percent, holdSeconds, slowSeconds } = setting;
  const until = performance.now() + holdSeconds * 1_000;
  let begun: RouteCounts | undefined;
  let tellAt = performance.now() + tellEveryMs;
  for (let isLast = false; !isLast; ) {
    signal.throwIfAborted();
    const now = await look();
    const left = until - performance.now();
    isLast = left <= 0;
    if (now?.green) {
      begun ??= now;
      const green = countsSince(now.green, begun.green ?? nothing);
      const blue = countsSince(now.blue, begun.blue);
      // Of this step, so that what was good before does not hide what is bad now; and of all, for few come by.
      const fault = faultOf(green, now.blue, slowSeconds) ?? faultOf(now.green, now.blue, slowSeconds);
      if (fault !== undefined || isLast || performance.now() >= tellAt) {
        tellAt = performance.now() + tellEveryMs;
        const [secondsLeft, ends] = [Math.max(0, left / 1_000), isLast || fault !== undefined];
        tell({
          event: "watched",
          percent,
          secondsLeft,
          isLast: ends,
          blue: figuresOf(blue),
          green: figuresOf(green),
        });
      }
      if (fault !== undefined) throw new GreenIsBad(fault);
    }
    if (!isLast) await pause(Math.min(lookEveryMs, Math.max(left, 1)), undefined, { signal }).catch(() => {});
  }
  signal.throwIfAborted();
}

/** Green does worse than it may. */
class GreenIsBad extends Error {}

const nothing: Counts = { requests: 0, errors: 0, times: [], waiting: 0 };
