import type { Results } from "./report/results";
import { scenarioJourneys } from "./scenario-names";

/** What the shop is to reach, as ratios in one run on two cores. */
export interface Goal {
  what: string;
  /** In the results; undefined where that was not measured. */
  found: (results: Results) => number | undefined;
  /** The least or the most that is good. */
  atLeast?: number;
  atMost?: number;
  /** How it is read: a multiple of the floor by default. */
  unit?: "a second" | "ms" | "statements";
  /** It says nothing of a smaller catalogue. */
  products?: number;
}

const ratio =
  (name: string) =>
  ({ ratios }: Results): number | undefined =>
    ratios[name]?.value;

const entry = (name: string, { scenarios }: Results) => scenarios.find((one) => one.name === name);

/** The longest tail of the scenarios that are a journey's, at half of the greatest load or what else was asked for. */
function longestTail({ scenarios }: Results): { name: string; tail: number } | undefined {
  const tails = scenarios.flatMap(({ name, scenario, open }) =>
    open && scenarioJourneys[scenario] !== null ? [{ name, tail: open.tail }] : [],
  );
  return tails.toSorted((one, other) => other.tail - one.tail)[0];
}

export const goals: readonly Goal[] = [
  { what: "product detail, hot, against bare Express", found: ratio("detail/express"), atLeast: 0.6 },
  { what: "product detail, hot, against bare node:http", found: ratio("detail/node"), atLeast: 0.5 },
  {
    what: "product detail, cold, against node:http with postgres.js",
    found: ratio("detail-cold/node-postgres"),
    atLeast: 0.4,
  },
  {
    what: "list of 20 by category, against bare Express",
    found: ratio("list/express"),
    atLeast: 0.4,
    products: 10_000,
  },
  {
    what: "search of a common word, hot",
    found: (results) => entry("search", results)?.rate,
    atLeast: 200,
    unit: "a second",
    products: 100_000,
  },
  {
    what: "search of a common word, cold",
    found: (results) => entry("search-cold", results)?.rate,
    atLeast: 200,
    unit: "a second",
    products: 100_000,
  },
  {
    what: "search of a common word, cold, p99 at half load",
    found: (results) => entry("search-cold", results)?.open?.p99Ms,
    atMost: 150,
    unit: "ms",
    products: 100_000,
  },
  { what: "add to cart, against the emulator alone", found: ratio("add-to-cart/dynamo"), atLeast: 0.5 },
  {
    what: "full checkout",
    found: (results) => entry("order", results)?.rate,
    atLeast: 60,
    unit: "a second",
  },
  {
    what: "SQL of a full checkout",
    found: (results) => entry("order", results)?.wholeShop?.statements,
    atMost: 30,
    unit: "statements",
  },
  { what: "three instances against one", found: ratio("instances/one-instance"), atLeast: 2.85 },
  { what: "traces, logs and metrics against none", found: ratio("overhead/all-off"), atLeast: 0.85 },
  {
    what: "p99 at half load against the median, the worst",
    found: (results) => (results.settings.openAt === 0.5 ? longestTail(results)?.tail : undefined),
    atMost: 5,
  },
];

/** The goal of a soak: memory at its end against memory after the warm-up. */
export const mostGrowth = 1.05;

export interface Verdict {
  goal: Goal;
  found: number;
  holds: boolean;
}

/** Which goals hold, of those that this run says something of. */
export function verdictsOf(results: Results): Verdict[] {
  return goals.flatMap((goal) => {
    const found = goal.found(results);
    if (found === undefined || results.settings.products < (goal.products ?? 0)) return [];
    const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = goal;
    return [{ goal, found, holds: found >= atLeast && found <= atMost }];
  });
}
