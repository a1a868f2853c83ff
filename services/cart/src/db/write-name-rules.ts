import { epochSeconds } from "./cart-item";

/**
 * How long a write is known again, in seconds: the SDK tries three times, 6 s each, and what a slow network still
 * carries then comes within as much again.
 */
const rememberedSeconds = 30;

/** A short name for a write, which tells when it was made: in that second nobody else's in the cart has it. */
export const nameOfWrite = (now: Date, uuid: string): string =>
  `${epochSeconds(now).toString(36)}.${uuid.slice(-12)}`;

/** Those of these names whose writes nobody sends again. */
export function forgettable(names: ReadonlySet<string>, now: Date): string[] {
  const since = epochSeconds(now) - rememberedSeconds;
  return [...names].filter((name) => Number.parseInt(name, 36) < since);
}
