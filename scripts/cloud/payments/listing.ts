import type { Books } from "./books";
import { Refusal } from "./refusal";
import type { ListObjects, SearchIntents } from "./requests";
import type { Intent } from "./stripe-objects";

type Listed = { id: string; created: number; payment_intent?: string };

/** A page of `GET /v1/payment_intents` and its like: newest first, from after `starting_after`. */
export function listPage(objects: Iterable<Listed>, url: string, params: ListObjects): object {
  const newestFirst = [...objects].reverse().filter((object) => isWanted(object, params));
  const start = params.starting_after
    ? newestFirst.findIndex(({ id }) => id === params.starting_after) + 1
    : 0;
  const page = newestFirst.slice(start, start + params.limit);
  return { object: "list", url, has_more: start + page.length < newestFirst.length, data: page };
}

/** `GET /v1/payment_intents/search`, for queries on metadata and status only: `metadata['orderId']:'…'`. */
export function searchIntents(books: Books, params: SearchIntents): object {
  const clauses = params.query.split(/ and /i).map(parseClause);
  const found = [...books.intents.values()]
    .reverse()
    .filter((intent) => clauses.every((matches) => matches(intent)));
  const start = Number(params.page ?? 0);
  const page = found.slice(start, start + params.limit);
  const hasMore = start + page.length < found.length;
  const next = hasMore ? String(start + page.length) : null;
  return {
    object: "search_result",
    url: "/v1/payment_intents/search",
    has_more: hasMore,
    next_page: next,
    data: page,
  };
}

function isWanted(
  { created, payment_intent }: Listed,
  { created: range, payment_intent: of }: ListObjects,
): boolean {
  if (of && payment_intent !== of) return false;
  if (range?.gt !== undefined && created <= range.gt) return false;
  if (range?.gte !== undefined && created < range.gte) return false;
  if (range?.lt !== undefined && created >= range.lt) return false;
  return range?.lte === undefined || created <= range.lte;
}

function parseClause(clause: string): (intent: Intent) => boolean {
  const [, key, value, status] =
    /^\s*(?:metadata\[["']([^"']+)["']\]:["']([^"']*)["']|status:["'](\w+)["'])\s*$/.exec(clause) ?? [];
  if (key !== undefined) return ({ metadata }) => metadata[key] === value;
  if (status) return (intent) => intent.status === status;
  throw new Refusal(400, {
    type: "invalid_request_error",
    param: "query",
    message: `We were unable to parse your search query: ${clause}`,
  });
}
