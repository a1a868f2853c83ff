import { type Journey, journeys } from "@shopeasy/contracts/slos";
import { percentile } from "../../bench/statistics";
import type { JourneyOutcome } from "./journey-load";

/** What may be wrong with a journey's requests. */
export interface Limits {
  /** The share that may fail. */
  failedShare: number;
  /** The share of the good answers that comes in time, and what that is. */
  inTimeShare: number;
  withinMs: number;
}

export interface Judged {
  limits: Limits;
  failedShare: number;
  /** Below which that share of the answers stayed. */
  ms: number;
  isGood: boolean;
}

/** A journey's objectives, but where a limit for all is given in their place. */
export function limitsOf(
  journey: JourneyOutcome["journey"],
  { maxErrorRate, maxP99Ms }: { maxErrorRate: number | undefined; maxP99Ms: number | undefined },
): Limits {
  const { availability, latency }: Journey = journeys[journey];
  return {
    failedShare: maxErrorRate ?? 1 - availability.target,
    inTimeShare: maxP99Ms === undefined ? latency.target : 0.99,
    withinMs: maxP99Ms ?? latency.withinSeconds * 1000,
  };
}

/** One that fails or is late is borne: of few requests it is a large share, and says nothing. None answered is no good. */
export function judge({ asked, failed, latencies }: JourneyOutcome, limits: Limits): Judged {
  const late = latencies.length - latencies.filter((ms) => ms <= limits.withinMs).length;
  const bearable = (count: number, of: number, share: number) => count <= Math.max(1, share * of);
  const failedShare = asked === 0 ? 0 : failed / asked;
  return {
    limits,
    failedShare,
    ms: percentile(latencies, limits.inTimeShare),
    isGood:
      (asked === 0 || latencies.length > 0) &&
      bearable(failed, asked, limits.failedShare) &&
      bearable(late, latencies.length, 1 - limits.inTimeShare),
  };
}
