import type { StoredTrace, TraceStore } from "../trace-store";
import { type DurationBar, histogramOf } from "./histogram-rules";
import { matcherOf } from "./match-rules";
import type { Conditions } from "./search-conditions";
import { type TraceSummary, told } from "./told-trace";

export interface Found {
  /** Of the page that was asked for, each with how long what was asked for took in it. */
  traces: (TraceSummary & { measuredMs: number })[];
  total: number;
  page: number;
  pages: number;
  /** For the next page: nothing that came later. */
  upTo: number;
  histogram: DurationBar[];
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  /** How many traces there are to search in, and from when on none was forgotten. */
  searched: number;
  knowsSince: number;
}

interface Candidate {
  trace: StoredTrace;
  ms: number;
}

type Order = (one: Candidate, other: Candidate) => number;

const newest: Order = (one, other) =>
  other.trace.at - one.trace.at || other.trace.sequence - one.trace.sequence;

const sorts: Readonly<Record<Conditions["sort"], Order>> = {
  newest,
  slowest: (one, other) => other.ms - one.ms || newest(one, other),
  longest: (one, other) => other.trace.durationMs - one.trace.durationMs || newest(one, other),
};

export function find(store: TraceStore, conditions: Conditions, now: number): Found {
  const { sort, page, limit } = conditions;
  const matches = matcherOf(conditions, store.names);
  const candidates: Candidate[] = [];
  let searched = 0;
  let upTo = conditions.upTo ?? 0;
  for (const trace of store.all()) {
    searched += 1;
    upTo = conditions.upTo ?? Math.max(upTo, trace.sequence);
    const ms = matches(trace);
    if (ms !== undefined) candidates.push({ trace, ms });
  }
  candidates.sort(sorts[sort]);
  const durations = candidates.map(({ ms }) => ms).toSorted((one, other) => one - other);
  const percentile = (share: number) => durations[Math.ceil(durations.length * share) - 1] ?? 0;

  return {
    traces: candidates
      .slice((page - 1) * limit, page * limit)
      .map(({ trace, ms }) => ({ ...told(trace, store.names, now), measuredMs: ms })),
    total: candidates.length,
    page,
    pages: Math.max(1, Math.ceil(candidates.length / limit)),
    upTo,
    histogram: histogramOf(durations),
    p50Ms: percentile(0.5),
    p95Ms: percentile(0.95),
    p99Ms: percentile(0.99),
    searched,
    knowsSince: store.knowsSince,
  };
}
