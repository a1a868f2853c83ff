/** How a request counts for an objective; undefined where it does not count at all. */
export type SloOutcome = "good" | "bad" | undefined;

interface Answered {
  status: number;
  /** Whether the caller went away before the answer had ended. */
  isAborted: boolean;
}

/**
 * For availability: what ends with a 5xx is bad. What the caller broke off tells nothing, nor does a 429, which is the shop
 * defending itself. Any other answer is good, also one that refuses (402, 404, 409) or postpones (202 payment-pending).
 */
export function availabilityOf({ status, isAborted }: Answered): SloOutcome {
  if (isAborted || status === 429) return undefined;
  return status >= 500 ? "bad" : "good";
}

/** For latency: of what is available, what takes longer than it may is bad. So no failure counts twice. */
export function latencyOf(
  answered: Answered & { seconds: number },
  { withinSeconds }: { withinSeconds: number },
): SloOutcome {
  if (availabilityOf(answered) !== "good") return undefined;
  return answered.seconds > withinSeconds ? "bad" : "good";
}

export interface Counted {
  good: number;
  bad: number;
}

/** The share of bad ones; 0 where nothing was asked. */
export const badShare = ({ good, bad }: Counted): number => (bad === 0 ? 0 : bad / (good + bad));

/** How many times as fast as it may the budget goes: at 1 it is gone when its time is. `target` is below 1. */
export const burnRate = (counted: Counted, target: number): number => badShare(counted) / (1 - target);

/** The share of the budget that is left, of as many requests as were counted; below 0 where more is spent than there was. */
export const budgetLeft = (counted: Counted, target: number): number => 1 - burnRate(counted, target);

export interface BurnAlarm {
  name: "fast" | "steady" | "creeping";
  /** Rings when both windows burn faster than this: the long one says that it matters, the short one that it goes on. */
  above: number;
  longMinutes: number;
  shortMinutes: number;
  /** Whether it wakes people, or waits until somebody has time. */
  urgency: "page" | "ticket";
}

const hour = 60;
const day = 24 * hour;

/** https://sre.google/workbook/alerting-on-slos/, "Multiwindow, Multi-Burn-Rate Alerts". */
export const burnAlarms = [
  { name: "fast", above: 14.4, longMinutes: hour, shortMinutes: 5, urgency: "page" },
  { name: "steady", above: 6, longMinutes: 6 * hour, shortMinutes: 30, urgency: "page" },
  { name: "creeping", above: 1, longMinutes: 3 * day, shortMinutes: 6 * hour, urgency: "ticket" },
] as const satisfies readonly BurnAlarm[];

/** So many bad ones the long window must hold, whatever their share: one error at night is half of what is asked then. */
export const leastBad = 10;

/** The share of bad requests above which an alarm rings, without what a computer adds to fractions. */
export const alarmingShare = ({ above }: Pick<BurnAlarm, "above">, target: number): number =>
  Number((above * (1 - target)).toPrecision(6));

/** Whether an alarm rings for what was counted in its two windows. */
export const rings = (
  alarm: Pick<BurnAlarm, "above">,
  { long, short }: { long: Counted; short: Counted },
  target: number,
): boolean =>
  long.bad >= leastBad &&
  badShare(long) > alarmingShare(alarm, target) &&
  badShare(short) > alarmingShare(alarm, target);

/** The share of a budget that is gone when an alarm's long window has burnt at its rate throughout. */
export const spentWhenRinging = (
  { above, longMinutes }: Pick<BurnAlarm, "above" | "longMinutes">,
  days: number,
): number => (above * longMinutes) / (days * day);

/** What people are told by, here and in CloudWatch: `slo-checkout-latency-burning`. */
export const sloAlarmName = (journey: string, objective: string, urgency: BurnAlarm["urgency"]): string =>
  `slo-${journey}-${objective}-${urgency === "page" ? "burning" : "creeping"}`;
