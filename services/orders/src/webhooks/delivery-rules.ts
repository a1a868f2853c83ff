const minutes = 60_000;
const hours = 60 * minutes;

export const deliveryStates = ["waiting", "delivered", "failed"] as const;
/** Waiting: to be sent, or to be sent again. Failed: not sent any more. */
export type DeliveryState = (typeof deliveryStates)[number];

export const disabledReasons = ["failing", "gone", "staff"] as const;
/** Failing: nothing arrived for days. Gone: it answered 410. Staff: somebody switched it off. */
export type DisabledReason = (typeof disabledReasons)[number];

/** From each failed attempt to the next: nine attempts in 24 hours, about, and then no more. */
const retryDelaysMs = [
  5_000,
  minutes,
  5 * minutes,
  30 * minutes,
  2 * hours,
  4 * hours,
  7 * hours,
  10 * hours,
] as const;

/** A webhook to which nothing was delivered for so long is disabled, once one more delivery is given up. */
const patienceMs = 72 * hours;

/** Whoever sends a delivery holds it until then; afterwards it is sent again. Far longer than a call takes. */
export const leaseMs = 60_000;
export const timeoutMs = 10_000;
/** A slow receiver holds up its own deliveries only, from so many at once on. */
export const mostAtOnce = 5;
/** How long both secrets sign after a rotation. */
export const secretOverlapMs = 24 * hours;
export const mostWebhooks = 50;
export const keptDays = 30;

/** What becomes of a delivery after an attempt. */
export type Verdict =
  | { state: "delivered" }
  | { state: "waiting"; inMs: number }
  | { state: "failed"; disables: DisabledReason | null };

/** Whether an answer says that the receiver has taken what it was sent; null where there was none. */
export const isTaken = (status: number | null): boolean => status !== null && status >= 200 && status < 300;

/**
 * Judges the attempt that was the `attempts`th. `failingForMs`: how long nothing was delivered to the webhook; `jitter`,
 * 0 to 1, spreads what failed together.
 */
export function judgeAttempt(attempt: {
  status: number | null;
  attempts: number;
  failingForMs: number;
  jitter: number;
}): Verdict {
  const { status, attempts, failingForMs, jitter } = attempt;
  if (isTaken(status)) return { state: "delivered" };
  if (status === 410) return { state: "failed", disables: "gone" };
  const delayMs = retryDelaysMs[attempts - 1];
  if (delayMs !== undefined) return { state: "waiting", inMs: Math.round(delayMs * (0.95 + jitter / 10)) };
  return { state: "failed", disables: failingForMs >= patienceMs ? "failing" : null };
}
