import { platformMetrics } from "@shopeasy/contracts/metrics/platform-metrics";
import { isBrokenCircuitError } from "cockatiel";
import type { DurationRow } from "../metrics/durations";
import type { Metrics } from "../metrics/metrics";
import type { CallDefinition } from "./call-definition";
import type { Callee } from "./callee";

const outcomes = platformMetrics.call_duration_seconds.values.outcome;
export type CallOutcome = (typeof outcomes)[number];

/** Tells how calls end, by `performance.now()` at their beginning. */
export type CountCall = (definition: CallDefinition, outcome: CallOutcome, startedAt: number) => void;

/** What is told of the calls of other services, and of the connections to them. */
export function callMetrics(
  metrics: Pick<Metrics, "gauge" | "durations">,
  callees: ReadonlyMap<string, Callee>,
): CountCall {
  metrics.gauge(platformMetrics, "call_pool_connections", (connections) => {
    for (const [callee, { pool }] of callees) {
      const { connected, free } = pool.stats;
      connections.set({ callee, state: "busy" }, connected - free);
      connections.set({ callee, state: "idle" }, free);
    }
  });
  metrics.gauge(platformMetrics, "call_pool_waiting", (waiting) => {
    for (const [callee, { pool }] of callees) waiting.set({ callee }, pool.stats.queued);
  });

  const durations = metrics.durations(platformMetrics, "call_duration_seconds");
  const byCall = new Map<CallDefinition, Map<CallOutcome, DurationRow>>();
  const rowsOf = (definition: CallDefinition) => {
    const { callee, name: call } = definition;
    const rows = new Map(outcomes.map((outcome) => [outcome, durations.row({ callee, call, outcome })]));
    byCall.set(definition, rows);
    return rows;
  };
  return (definition, outcome, startedAt) => {
    const rows = byCall.get(definition) ?? rowsOf(definition);
    rows.get(outcome)?.observe((performance.now() - startedAt) / 1_000);
  };
}

/** How a call ended that was not answered. */
export const outcomeOf = (error: unknown): CallOutcome =>
  isBrokenCircuitError(error) ? "circuit-open" : "failed";
