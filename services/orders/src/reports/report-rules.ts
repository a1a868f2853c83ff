import { InvalidInput } from "@shopeasy/platform/errors";

export const intervals = ["day", "week", "month"] as const;
export type Interval = (typeof intervals)[number];

/** How many intervals a report may have. */
export const mostIntervals = 400;

/** How many a report has that says nothing of when. */
const usualIntervals = 30;

export interface Span {
  from: Date;
  to: Date;
}

/** The beginning of the day, the week (on Monday, ISO 8601) or the month that a time is in, by UTC. */
export function startOf(interval: Interval, time: Date): Date {
  const day = new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()));
  if (interval === "week") day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  if (interval === "month") day.setUTCDate(1);
  return day;
}

/** So many intervals later, or earlier, than the beginning of one. */
function shifted(interval: Interval, start: Date, by: number): Date {
  const moved = new Date(start);
  if (interval === "month") moved.setUTCMonth(moved.getUTCMonth() + by);
  else moved.setUTCDate(moved.getUTCDate() + by * (interval === "week" ? 7 : 1));
  return moved;
}

/** What a report is about: up to now, and the last 30 intervals, unless it is said otherwise. @throws InvalidInput */
export function spanOf(
  interval: Interval,
  asked: { from?: Date | undefined; to?: Date | undefined },
  now: Date,
): Span {
  const to = asked.to ?? now;
  const from = asked.from ?? shifted(interval, startOf(interval, to), 1 - usualIntervals);
  if (from >= to) throw new InvalidInput([{ path: "from", message: "must be before the end" }]);
  if (shifted(interval, startOf(interval, from), mostIntervals) < to) {
    throw new InvalidInput([{ path: "from", message: `a report has at most ${mostIntervals} intervals` }]);
  }
  return { from, to };
}

/** The intervals of a span, oldest first; `start` is where each begins by the calendar, the first may begin later. */
export function intervalsOf(interval: Interval, { from, to }: Span): (Span & { start: Date })[] {
  const parts: (Span & { start: Date })[] = [];
  for (let start = startOf(interval, from); start < to; start = shifted(interval, start, 1)) {
    const end = shifted(interval, start, 1);
    parts.push({ start, from: start < from ? from : start, to: end < to ? end : to });
  }
  return parts;
}
