import { mostErrorsPercent, tellingRequests } from "../../infra/constructs/release-thresholds";
import { bucketEndMs, type Counts } from "../gateway/routing/tally";
import type { Figures } from "./release-events";

/** Of fewer, the slowest in twenty are chance: a process that has just started is slow at first. */
const tellingTimes = 100;
/** Green may be a little slower than blue on a busy laptop. */
const timesSlower = 3;
const noticeableMs = 500;

/** What was counted since an earlier look. A gateway that was started again in between counts from nothing. */
export function countsSince(now: Counts, before: Counts): Counts {
  if (now.requests < before.requests) return now;
  return {
    requests: now.requests - before.requests,
    errors: now.errors - before.errors,
    times: now.times.map((count, bucket) => count - (before.times[bucket] ?? 0)),
    waiting: now.waiting,
  };
}

/** What 95 of 100 answers took at most, in milliseconds, to the end of its bucket (a fifth more at most); null where there are none. */
export function p95Of({ times }: Pick<Counts, "times">): number | null {
  const all = times.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  let slower = all;
  const bucket = times.findIndex((count) => {
    slower -= count;
    return slower <= all * 0.05;
  });
  return bucketEndMs(bucket);
}

export function figuresOf(counts: Counts): Figures {
  const { requests, errors } = counts;
  return { requests, errors, p95Ms: p95Of(counts) };
}

/**
 * Why green goes back, in words; undefined where nothing speaks against it. The limits of errors are those of the alarms
 * that take a release back on AWS. Where blue has too few answers to compare, green's time has the limit of those alarms.
 */
export function faultOf(green: Counts, blue: Counts, slowSeconds: number): string | undefined {
  const share = (100 * green.errors) / green.requests;
  if (green.requests >= tellingRequests && share > mostErrorsPercent) {
    const found = `${green.errors} of ${green.requests} requests to green failed (${share.toFixed(0)} %)`;
    return `${found}; more than ${mostErrorsPercent} % is too much.`;
  }
  const greenMs = p95Of(green);
  const blueMs = blue.requests >= tellingTimes ? p95Of(blue) : null;
  if (green.requests < tellingTimes || greenMs === null) return undefined;
  const limit = blueMs === null ? slowSeconds * 1_000 : Math.max(noticeableMs, timesSlower * blueMs);
  if (greenMs <= limit) return undefined;
  const than = blueMs === null ? "" : `, and blue ${blueMs.toFixed(0)} ms`;
  return `Green is slow: one answer in twenty takes ${greenMs.toFixed(0)} ms or more${than}.`;
}
