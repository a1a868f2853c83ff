import type { Evidence } from "../evidence/evidence";
import type { Verdict } from "../invariants/check";
import { type Rule, rules } from "../invariants/finding";
import { isConfirmation } from "../invariants/mails";
import type { Strikes } from "../killers/strike";

type Counts = Record<string, number>;

/** A run in figures. */
export interface Results {
  /** Sent for the first time, a second. */
  reachedPerSecond: number;
  customers: Counts;
  orders: Counts;
  answers: Counts;
  after: Counts;
  kills: Counts;
  troubles: Counts;
  missed: number;
  mails: { confirmations: number; repeatedByKills: number };
  money: Record<string, { captured: number; refunded: number }>;
  verdict: Record<Rule, number>;
}

interface Run {
  evidence: Evidence;
  verdict: Verdict;
  strikes: Strikes;
  counts: { begun: number; ordered: number; turnedAway: number };
  seconds: number;
}

export function resultsOf({ evidence, verdict, strikes, counts, seconds }: Run): Results {
  const { stories, orders, mails, books } = evidence;
  const answers = stories.flatMap((story) => story.answers);
  return {
    reachedPerSecond: counts.ordered / seconds,
    customers: {
      came: counts.begun,
      "sent an order": counts.ordered,
      "turned away by this program": counts.turnedAway,
    },
    orders: { placed: orders.length, ...countBy(orders, ({ status }) => status) },
    answers: countBy(answers, ({ status, code, orderStatus }) =>
      [status || "none", code ?? orderStatus ?? ""].join(" ").trim(),
    ),
    after: {
      ...countBy(
        stories.flatMap(({ confirmed }) => confirmed ?? []),
        (confirmed) => `3-D Secure ${confirmed}`,
      ),
      ...countBy(
        stories.flatMap(({ after }) => after),
        ({ what, status, code }) => `${what}: ${[status || "none", code].join(" ").trim()}`,
      ),
    },
    kills: countBy(strikes.kills, ({ victim }) => victim),
    troubles: countBy(strikes.troubles, (name) => name),
    missed: strikes.missed,
    mails: {
      confirmations: mails.filter(isConfirmation).length,
      repeatedByKills: verdict.repeatedByKills.length,
    },
    money: books.totals,
    verdict: Object.fromEntries(
      rules.map((rule) => [rule, verdict.findings.filter((finding) => finding.rule === rule).length]),
    ) as Record<Rule, number>,
  };
}

function countBy<Item>(items: readonly Item[], nameOf: (item: Item) => string): Counts {
  const counts: Counts = {};
  for (const item of items) counts[nameOf(item)] = (counts[nameOf(item)] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([, one], [, other]) => other - one));
}
