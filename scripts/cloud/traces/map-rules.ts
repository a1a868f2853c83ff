import type { TraceStore } from "../trace-store";
import { matcherOf } from "./match-rules";
import type { Conditions } from "./search-conditions";
import { clientNode } from "./step-rules";
import { type Figures, Tallies } from "./tally";

type NodeKind = "client" | "service" | "database" | "queue" | "aws" | "remote";
type MapNode = Figures & { name: string; kind: NodeKind };
type MapEdge = Figures & { from: string; to: string };
type MapRoute = Figures & { service: string; operation: string; slowest: { id: string; ms: number } };

export interface ServiceMap {
  /** What was looked at, in milliseconds since the epoch. */
  since: number;
  until: number;
  traces: number;
  nodes: MapNode[];
  edges: MapEdge[];
  routes: MapRoute[];
}

const routesAtMost = 200;
const edgesAtMost = 300;
/** A rate over less than this says nothing. */
const shortestMs = 10_000;

/** What the traces that were found say of who calls upon whom. A node that handles nothing itself is as its calls are. */
export function mapOf(store: TraceStore, conditions: Conditions, now: number): ServiceMap {
  const matches = matcherOf(conditions, store.names);
  const since = Math.max(conditions.since ?? 0, store.knowsSince);
  const until = Math.min(conditions.until ?? now, now);
  const minutes = Math.max(until - since, shortestMs) / 60_000;
  const visits = new Tallies<number>();
  const arrivals = new Tallies<number>();
  const calls = new Tallies<string>();
  const routes = new Tallies<string>();
  let traces = 0;
  for (const trace of store.all()) {
    if (matches(trace) === undefined) continue;
    traces += 1;
    for (const hop of trace.hops) {
      if (hop.from < 0) {
        visits.at(hop.to).add(hop, trace.id);
        routes.at(`${hop.to}>${hop.operation}`).add(hop, trace.id);
      } else {
        arrivals.at(hop.to).add(hop, trace.id);
        calls.at(`${hop.from}>${hop.to}`).add(hop, trace.id);
      }
    }
  }

  const nameOf = (number: string | undefined) => store.names.nameOf(Number(number));
  const edges = calls.busiest(edgesAtMost).map(([key, tally]) => ({ ends: key.split(">"), tally }));
  const shown = new Set([
    ...edges.flatMap(({ ends }) => ends.map(Number)),
    ...visits.busiest(edgesAtMost).map(([key]) => key),
  ]);
  return {
    since,
    until,
    traces,
    nodes: [...shown].map((number) => {
      const name = nameOf(String(number));
      const tally = visits.has(number) ? visits.at(number) : arrivals.at(number);
      return { name, kind: kindOf(name, visits.has(number)), ...tally.figures(minutes) };
    }),
    edges: edges.map(({ ends: [from, to], tally }) => ({
      from: nameOf(from),
      to: nameOf(to),
      ...tally.figures(minutes),
    })),
    routes: routes.busiest(routesAtMost).map(([key, tally]) => {
      const [service, operation] = key.split(">");
      return {
        service: nameOf(service),
        operation: nameOf(operation),
        slowest: tally.slowest,
        ...tally.figures(minutes),
      };
    }),
  };
}

function kindOf(name: string, handlesItself: boolean): NodeKind {
  if (name === clientNode) return "client";
  if (handlesItself) return "service";
  const [, kind] = /^(database|queue|aws):/.exec(name) ?? [];
  return (kind as NodeKind | undefined) ?? "remote";
}
