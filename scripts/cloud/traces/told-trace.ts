import type { StoredTrace } from "../trace-store";
import type { Hop } from "./hops";
import type { Names } from "./names";
import { type VerdictWord, verdictBits } from "./step-rules";

/** One line of what was found. Times are in milliseconds, moments since the epoch. */
export interface TraceSummary {
  id: string;
  /** The service that it began with. */
  name: string;
  method: string | null;
  url: string | null;
  /** What it did that was no request: a queue's name and what it brought. */
  operation: string;
  status: number | null;
  startedAt: number;
  /** Until the last of it ended, the messages that it caused with it. */
  durationMs: number;
  /** Until it was answered, or handled. */
  responseMs: number;
  isRunning: boolean;
  /** False where what called the first that is known of it has not come: it is at work yet, or was lost. */
  hasBeginning: boolean;
  services: string[];
  hasError: boolean;
  /** The worst of its marks. */
  verdict: VerdictWord | "fine";
  /** A key with several values has a list of them. */
  annotations: Record<string, string | string[]>;
  /** False where only this is left of it. */
  isWhole: boolean;
}

/** A segment comes when it ends: what called the first that came may be at work for as long as a slow request takes. */
const patienceMs = 30_000;

export function told(trace: StoredTrace, names: Names, now: number): TraceSummary {
  const { id, hops, facts, startedAt, durationMs, verdict, hasBeginning, isWhole } = trace;
  const isAwaited = !hasBeginning && now - startedAt - durationMs < patienceMs;
  const isRunning = trace.isRunning || isAwaited;
  const root: Hop | undefined = hops.count > 0 ? hops.at(0) : undefined;
  const operation = names.nameOf(root?.operation ?? 0);
  const [, method = null, url = null] = /^([A-Z]{3,10}) (\S.*)$/.exec(operation) ?? [];
  return {
    id,
    name: names.nameOf(root?.to ?? 0),
    method,
    url,
    operation,
    // While it is under way, nobody has been answered but within.
    status: (isRunning ? undefined : root?.status) || null,
    startedAt,
    durationMs,
    responseMs: root?.ms ?? 0,
    isRunning,
    hasBeginning,
    services: [...new Set([...hops].filter(({ from }) => from < 0).map(({ to }) => names.nameOf(to)))],
    hasError: verdict !== 0,
    verdict: worst(verdict),
    annotations: annotationsOf(facts),
    isWhole,
  };
}

function worst(verdict: number): VerdictWord | "fine" {
  const marks = ["fault", "throttle", "error"] as const;
  return marks.find((mark) => verdict & verdictBits[mark]) ?? "fine";
}

function annotationsOf(facts: readonly string[]): Record<string, string | string[]> {
  const values = new Map<string, string[]>();
  for (let index = 0; index + 1 < facts.length; index += 2) {
    const [key = "", value = ""] = [facts[index], facts[index + 1]];
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  return Object.fromEntries([...values].map(([key, all]) => [key, all.length > 1 ? all : (all[0] ?? "")]));
}
