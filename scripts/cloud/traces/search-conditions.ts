import { type FactCondition, factConditions } from "./fact-conditions";
import { momentOf, spanOf } from "./time-conditions";
import { statusesOf, type WantedStatus } from "./wanted-status";

/** What a search asks for; all of it has to hold. Times are in milliseconds. */
export interface Conditions {
  /** Each is found, in any case: in an id, a route, a service's name, a status or an annotation. */
  words: readonly string[];
  /** A trace's id, or a request's. */
  id: string | undefined;
  facts: readonly FactCondition[];
  service: string | undefined;
  route: { text: string; isWhole: boolean } | undefined;
  call: { from: string; to: string } | undefined;
  status: readonly WantedStatus[];
  overMs: number | undefined;
  underMs: number | undefined;
  since: number | undefined;
  until: number | undefined;
  sort: (typeof orders)[number];
  page: number;
  limit: number;
  /** No trace that came after this one, so that pages stay while more come. */
  upTo: number | undefined;
}

export interface Problem {
  parameter: string;
  message: string;
}

const orders = ["newest", "slowest", "longest"] as const;
const longestText = 200;
const pagesAtMost = 1_000;
const limitAtMost = 1_000;
const wordsAtMost = 10;

type Read = (parameter: string) => string | undefined;

/** Reads a search from the parameters of an address, and says all that is wrong with them. */
export function conditionsOf(
  parameters: URLSearchParams,
  now: number,
): { conditions: Conditions; problems: Problem[] } {
  const problems: Problem[] = [];
  const known = new Set<string>();
  const refuse = (parameter: string, message: string) => {
    problems.push({ parameter, message });
    return undefined;
  };
  const all = (parameter: string) => {
    known.add(parameter);
    const given = parameters.getAll(parameter).map((text) => text.trim());
    if (given.some((text) => text.length > longestText))
      refuse(parameter, `is longer than ${longestText} characters`);
    return given.filter((text) => text !== "").map((text) => text.slice(0, longestText));
  };
  const read: Read = (parameter) => {
    const [first, second] = all(parameter);
    return second === undefined ? first : refuse(parameter, "is given more than once");
  };
  const readAs = <T>(parameter: string, parse: (text: string) => T | undefined, wanted: string) => {
    const text = read(parameter);
    return text === undefined ? undefined : (parse(text) ?? refuse(parameter, `wants ${wanted}`));
  };
  const aSpan = "a time such as 200ms, 1.5s or 2m";
  const aMoment = "a moment such as 2026-01-31T12:00 (UTC)";

  const words = (read("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length > wordsAtMost) refuse("q", `has more than ${wordsAtMost} words`);
  const within = readAs("within", spanOf, "a time such as 15m or 2h");
  const since = readAs("from", momentOf, aMoment);
  if (within !== undefined && since !== undefined) refuse("within", "says the same as from: give one");
  const conditions: Conditions = {
    words: words.slice(0, wordsAtMost),
    id: readAs("id", idOf, "the id of a trace or a request"),
    facts: factConditions({ all, read, refuse }),
    service: read("service"),
    route: readAs("route", routeOf, "a route, or a part of one"),
    call: readAs("call", callOf, "two names with > between, such as orders>catalog"),
    status:
      readAs("status", statusesOf, "404, 4xx, 5xx, ok, error, throttle or fault, or several with commas") ??
      [],
    overMs: readAs("over", spanOf, aSpan),
    underMs: readAs("under", spanOf, aSpan),
    since: within === undefined ? since : now - within,
    until: readAs("to", momentOf, aMoment),
    sort: readAs("sort", (text) => orders.find((order) => order === text), orders.join(", ")) ?? "newest",
    page: readAs("page", wholeUpTo(pagesAtMost), `a number from 1 to ${pagesAtMost}`) ?? 1,
    limit: readAs("limit", wholeUpTo(limitAtMost), `a number from 1 to ${limitAtMost}`) ?? 50,
    upTo: readAs("upto", wholeUpTo(Number.MAX_SAFE_INTEGER), "a whole number"),
  };
  const { overMs, underMs, until } = conditions;
  if (overMs !== undefined && underMs !== undefined && overMs >= underMs)
    refuse("under", "is not more than over: nothing is between");
  if (conditions.since !== undefined && until !== undefined && conditions.since >= until)
    refuse("to", "is not after the beginning");
  for (const parameter of new Set(parameters.keys())) {
    if (!known.has(parameter)) refuse(parameter.slice(0, longestText), "is not known here");
  }
  return { conditions, problems };
}

/** Also out of a whole header: `Root=1-…;Parent=…`. */
function idOf(text: string): string | undefined {
  const id = /Root=([\w-]+)/.exec(text)?.[1] ?? text;
  return /^[\w.:-]+$/.test(id) ? id : undefined;
}

/** In quotes the whole route, else a part of it; in any case. */
function routeOf(text: string): Conditions["route"] {
  const whole = /^"(.+)"$/.exec(text)?.[1];
  return { text: (whole ?? text).toLowerCase(), isWhole: whole !== undefined };
}

function callOf(text: string): Conditions["call"] {
  const [, from = "", to = ""] = /^([^>]*)>([^>]+)$/.exec(text) ?? [];
  return to.trim() === "" ? undefined : { from: from.trim(), to: to.trim() };
}

const wholeUpTo = (most: number) => (text: string) => {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= 1 && value <= most ? value : undefined;
};
