/** After so many failures within the window an address can't be signed in with, whatever the password. */
export const allowedFailures = 10;
export const failureWindowMs = 15 * 60_000;

/** Failures before this count no more. */
export const windowStart = (now: Date) => new Date(now.getTime() - failureWindowMs);

/** Until when an address is locked: the tenth last failure leaves the window. Undefined when it is not. */
export function lockedUntil(failedAt: readonly Date[], now: Date): Date | undefined {
  const times = failedAt.map((at) => at.getTime()).filter((at) => at > windowStart(now).getTime());
  const tenthLast = times.toSorted((one, other) => one - other).at(-allowedFailures);
  return tenthLast === undefined ? undefined : new Date(tenthLast + failureWindowMs);
}
