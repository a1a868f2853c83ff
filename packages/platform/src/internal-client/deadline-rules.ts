/** Less than this is not worth sending anything for, in milliseconds. */
export const leastUseful = 20;

/** When a call must have ended, in epoch milliseconds: its own time, its caller's wish, and what is left to us all. */
export function callDeadline(
  now: number,
  definitionMs: number,
  wishMs: number | undefined,
  contextDeadline: number | undefined,
): number {
  const own = now + Math.min(definitionMs, wishMs ?? definitionMs);
  return contextDeadline === undefined ? own : Math.min(own, contextDeadline);
}

/** Of what is left, an attempt after which others may follow takes this share, so that they have time, too. */
const share = 0.6;

/** When one attempt must have ended: the last one has all the time that is left. */
export function attemptDeadline(now: number, deadline: number, attemptsLeft: number): number {
  return attemptsLeft <= 1 ? deadline : now + Math.ceil((deadline - now) * share);
}
