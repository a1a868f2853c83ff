import type { Counted } from "@shopeasy/contracts/slo-rules";
import { type JourneyName, journeyNames, type Objective, objectives } from "@shopeasy/contracts/slos";
import type { Sink, Watcher } from "../metrics/collector";
import type { Series } from "../metrics/series-rules";

const outcomes = ["good", "bad"] as const;
const slotOf = (journey: string, objective: string, outcome: string) => `${journey} ${objective} ${outcome}`;
const slots = new Map(
  journeyNames
    .flatMap((journey) =>
      objectives.flatMap((objective) => outcomes.map((outcome) => slotOf(journey, objective, outcome))),
    )
    .map((slot, index) => [slot, index]),
);

interface Point {
  at: number;
  totals: Float64Array;
}

const minute = 60_000;
/** For so long every point is kept; after that one a minute, for as long as the longest window. */
const allKeptMs = 61 * minute;
const keptMs = 3 * 1_440 * minute + 6 * minute;

/** How many requests of each journey were good and bad, since the gateway began, as far back as alarms look. */
export class SloHistory implements Watcher {
  private readonly totals = new Float64Array(slots.size);
  private readonly recent: Point[] = [];
  private readonly older: Point[] = [];
  readonly since = Date.now();

  sinksFor({ name, labels }: Series): readonly Sink[] {
    const { journey = "", objective = "", outcome = "" } = labels;
    const slot = slots.get(slotOf(journey, objective, outcome));
    if (name !== "journey_requests_total" || slot === undefined) return [];
    const { totals } = this;
    const add = (_value: number, increase: number) => {
      totals[slot] = (totals[slot] ?? 0) + increase;
    };
    return [{ add }];
  }

  collected(at: number): void {
    this.recent.push({ at, totals: this.totals.slice() });
    while ((this.recent[0]?.at ?? at) < at - allKeptMs) {
      const old = this.recent.shift();
      if (old && old.at - (this.older.at(-1)?.at ?? 0) >= minute) this.older.push(old);
    }
    while ((this.older[0]?.at ?? at) < at - keptMs) this.older.shift();
  }

  /** In the last so many minutes, or since the beginning where that is later. */
  counted(journey: JourneyName, objective: Objective, minutes = Number.POSITIVE_INFINITY): Counted {
    const now = this.recent.at(-1);
    if (!now) return { good: 0, bad: 0 };
    return this.between(this.before(now.at - minutes * minute), now, journey, objective);
  }

  /** The same, step by step over the last hour, oldest first. */
  steps(journey: JourneyName, objective: Objective, count: number): Counted[] {
    const now = this.recent.at(-1)?.at ?? 0;
    const step = (60 * minute) / count;
    return Array.from({ length: count }, (_, index) => {
      const until = this.before(now - (count - 1 - index) * step);
      return until
        ? this.between(this.before(until.at - step), until, journey, objective)
        : { good: 0, bad: 0 };
    });
  }

  /** The last point at that time or earlier. */
  private before(at: number): Point | undefined {
    const points = (this.recent[0]?.at ?? Number.POSITIVE_INFINITY) <= at ? this.recent : this.older;
    return points.findLast((point) => point.at <= at);
  }

  private between(from: Point | undefined, to: Point, journey: JourneyName, objective: Objective): Counted {
    const of = (outcome: string) => {
      const slot = slots.get(slotOf(journey, objective, outcome)) ?? 0;
      return (to.totals[slot] ?? 0) - (from?.totals[slot] ?? 0);
    };
    return { good: of("good"), bad: of("bad") };
  }
}
