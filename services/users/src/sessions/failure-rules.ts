/** After so many failures within the window nobody gets in where they are counted, whatever the password. */
export const allowedFailures = 10;
export const failureWindowMs = 15 * 60_000;

/** How long a network is known for an address after a sign-in. */
const knownNetworkDays = 30;

/** Failures before this count no more. */
export const windowStart = (now: Date) => new Date(now.getTime() - failureWindowMs);

/** Sign-ins before this make a network known no more. */
export const knownSince = (now: Date) => new Date(now.getTime() - knownNetworkDays * 86_400_000);

/** Until when a counter is locked: the tenth last failure leaves the window. Undefined when it is not. */
export function lockedUntil(failedAt: readonly Date[], now: Date): Date | undefined {
  const times = failedAt.map((at) => at.getTime()).filter((at) => at > windowStart(now).getTime());
  const tenthLast = times.toSorted((one, other) => one - other).at(-allowedFailures);
  return tenthLast === undefined ? undefined : new Date(tenthLast + failureWindowMs);
}
