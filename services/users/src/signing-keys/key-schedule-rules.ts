const minutes = 60_000;
const days = 86_400_000;

/** When keys follow one another, in milliseconds. */
export interface KeySchedule {
  /** How long a key signs before the next one does. */
  rotateEveryMs: number;
  /** How long a key is published, at least, before it signs. */
  publishAheadMs: number;
}

export const usualSchedule: KeySchedule = { rotateEveryMs: 30 * days, publishAheadMs: days };

/**
 * How long a key is published before it signs when a rotation is ordered: our tasks read the keys each minute, caches
 * may give an old key set out for 10 minutes, and the rest is for clocks and networks.
 */
const orderedLeadMs = 15 * minutes;

/** How long a key stays published after the next one began to sign: far longer than its last token lives. */
const retiredKeptMs = days;

/** What is asked of a key here. */
export interface ScheduledKey {
  kid: string;
  signsFrom: Date;
}

export type KeyState = "coming" | "signing" | "retired";

/** The key that signs now: of those whose time has come the one whose time came last, or else the first to come. */
export function signingNow<Key extends ScheduledKey>(keys: readonly Key[], now: Date): Key | undefined {
  const inOrder = newestFirst(keys);
  return inOrder.find(({ signsFrom }) => signsFrom <= now) ?? inOrder.at(-1);
}

export function stateOf(key: ScheduledKey, keys: readonly ScheduledKey[], now: Date): KeyState {
  if (key.kid === signingNow(keys, now)?.kid) return "signing";
  return key.signsFrom > now ? "coming" : "retired";
}

/**
 * From when the keys sign that are missing. There is always one to come, which is published like the rest: so there
 * are two from the beginning, and a rotation never depends on whether somebody was there to make a key in time.
 */
export function missingStarts(keys: readonly ScheduledKey[], schedule: KeySchedule, now: Date): Date[] {
  const current = signingNow(keys, now);
  if (!current) return firstStarts(schedule, now);
  if (keys.some(({ signsFrom }) => signsFrom > now)) return [];
  const due = current.signsFrom.getTime() + schedule.rotateEveryMs;
  return [new Date(Math.max(due, now.getTime() + schedule.publishAheadMs))];
}

/** The keys that can go: the one after each has signed for a day, so that no token of theirs is good any more. */
export function outlivedKeys(keys: readonly ScheduledKey[], now: Date): string[] {
  const until = now.getTime() - retiredKeptMs;
  const inOrder = newestFirst(keys);
  return inOrder
    .filter((_, index) => (inOrder[index - 1]?.signsFrom.getTime() ?? Number.POSITIVE_INFINITY) <= until)
    .map(({ kid }) => kid);
}

/** Of the keys to come, the one that an order made within the last minutes: it signs soon, and need not be made twice. */
export const orderedBefore = <Key extends ScheduledKey>(keys: readonly Key[], now: Date): Key | undefined =>
  keys.find(({ signsFrom }) => signsFrom > now && signsFrom.getTime() <= now.getTime() + orderedLeadMs);

/** When the first two keys begin to sign. */
export const firstStarts = ({ rotateEveryMs }: KeySchedule, now: Date): [Date, Date] => [
  now,
  new Date(now.getTime() + rotateEveryMs),
];

/** When a key begins to sign that is ordered now, and the one after it. */
export const orderedStarts = (schedule: KeySchedule, now: Date): [Date, Date] =>
  firstStarts(schedule, new Date(now.getTime() + orderedLeadMs));

const newestFirst = <Key extends ScheduledKey>(keys: readonly Key[]): Key[] =>
  keys.toSorted((one, other) => other.signsFrom.getTime() - one.signsFrom.getTime());
