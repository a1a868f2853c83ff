import type { Arrivals } from "./load-job";

/**
 * When requests are due, one after the other, in milliseconds from `startAt` on. By chance their gaps are exponential, as
 * those of many customers are who know nothing of each other. `random` gives numbers from 0 up to 1.
 */
export function dueTimes(
  { rate, arrivals, startAt }: { rate: number; arrivals: Arrivals; startAt: number },
  random: () => number = Math.random,
): () => number {
  const gapMs = 1000 / rate;
  let count = 0;
  let dueAt = startAt;
  switch (arrivals) {
    case "constant":
      // Not gap by gap: over a million of them the rounding would add up.
      return () => startAt + count++ * gapMs;
    case "poisson":
      return () => {
        dueAt -= Math.log(1 - random()) * gapMs;
        return dueAt;
      };
  }
}
