import type { StoredTrace } from "../trace-store";
import { type FactCondition, isFact } from "./fact-conditions";
import type { Hop } from "./hops";
import type { Names } from "./names";
import type { Conditions } from "./search-conditions";
import { isWantedStatus } from "./wanted-status";

/** Gives how long what was asked for took in a trace, in milliseconds; undefined where the trace is not like that. */
export type Match = (trace: StoredTrace) => number | undefined;

/**
 * What status and duration are held against: the call that was asked for; else what the service, or the route, handled,
 * both on the same occasion; else the whole, which answered whoever asked, whose marks are those of all its parts.
 */
export function matcherOf(conditions: Conditions, names: Names): Match {
  const { call, service, route, id, facts, words, since, until, upTo } = conditions;
  const isVisitWanted = visitTest(conditions, names);
  const isCallWanted = callTest(conditions, names);
  const wordTests = words.map((word) => wordTest(word, names));

  const measured = ({ hops, verdict }: StoredTrace): number | undefined => {
    if (call) {
      if ((service || route) && longest(hops, isVisitWanted) === undefined) return undefined;
      return longest(hops, (hop) => isCallWanted(hop) && passes(hop, conditions));
    }
    if (service || route) return longest(hops, (hop) => isVisitWanted(hop) && passes(hop, conditions));
    if (hops.count === 0) return undefined;
    const whole = { ...hops.at(0), verdict };
    return passes(whole, conditions) ? whole.ms : undefined;
  };

  return (trace) => {
    if (upTo !== undefined && trace.sequence > upTo) return undefined;
    if (since !== undefined && trace.at < since) return undefined;
    if (until !== undefined && trace.at > until) return undefined;
    if (
      id !== undefined &&
      trace.id !== id &&
      !hasFact(trace, { key: "request_id", operator: "=", value: id })
    )
      return undefined;
    if (!facts.every((fact) => hasFact(trace, fact))) return undefined;
    if (!wordTests.every((isIn) => isIn(trace))) return undefined;
    return measured(trace);
  };
}

const isVisit = ({ from }: Hop) => from < 0;

function visitTest({ service, route }: Conditions, names: Names): (hop: Hop) => boolean {
  const wantedService = service === undefined ? undefined : names.knownNumberOf(service);
  const wantedRoutes = route && names.where((name) => isRoute(name.toLowerCase(), route));
  return (hop) =>
    isVisit(hop) &&
    (service === undefined || hop.to === wantedService) &&
    (wantedRoutes?.has(hop.operation) ?? true);
}

const isRoute = (name: string, { text, isWhole }: NonNullable<Conditions["route"]>) =>
  isWhole ? name === text : name.includes(text);

function callTest({ call }: Conditions, names: Names): (hop: Hop) => boolean {
  const from = names.knownNumberOf(call?.from ?? "");
  const to = names.knownNumberOf(call?.to ?? "");
  return (hop) => !isVisit(hop) && hop.to === to && (!call?.from || hop.from === from);
}

function passes({ status, verdict, ms }: Hop, { status: wanted, overMs = 0, underMs }: Conditions): boolean {
  return ms >= overMs && (underMs === undefined || ms < underMs) && isWantedStatus(wanted, status, verdict);
}

function longest(hops: StoredTrace["hops"], isWanted: (hop: Hop) => boolean): number | undefined {
  let found: number | undefined;
  for (const hop of hops) if (isWanted(hop)) found = Math.max(found ?? 0, hop.ms);
  return found;
}

function hasFact({ facts }: StoredTrace, wanted: FactCondition): boolean {
  return facts.some(
    (fact, index) => index % 2 === 1 && facts[index - 1] === wanted.key && isFact(wanted, fact),
  );
}

function wordTest(word: string, names: Names): (trace: StoredTrace) => boolean {
  const named = names.where((name) => name.toLowerCase().includes(word));
  const status = /^[1-5]\d\d$/.test(word) ? Number(word) : undefined;
  const isIn = ({ to, operation, status: answered, from }: Hop) =>
    named.has(operation) || (from < 0 && (named.has(to) || (status !== undefined && answered === status)));
  return ({ id, facts, hops }) => {
    if (id.includes(word)) return true;
    if (facts.some((fact, index) => index % 2 === 1 && fact.toLowerCase().includes(word))) return true;
    for (const hop of hops) if (isIn(hop)) return true;
    return false;
  };
}
