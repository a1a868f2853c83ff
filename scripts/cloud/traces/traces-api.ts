import type { TraceStore } from "../trace-store";
import { find } from "./find-rules";
import { mapOf } from "./map-rules";
import { conditionsOf } from "./search-conditions";
import { told } from "./told-trace";

export interface Answer {
  status: number;
  body: unknown;
}

/**
 * What stands in the place of AWS's console: `/traces` lists what a search finds, `/search` tells more of it, `/map` who
 * calls upon whom in it, and `/traces/{id}` all of one trace. 400 with each parameter that is wrong.
 */
export function answerOfTraces(store: TraceStore, path: string, parameters: URLSearchParams): Answer {
  const now = Date.now();
  const [, id] = /^\/traces\/([\w-]+)$/.exec(path) ?? [];
  if (id) return answerOfOne(store, id, now);
  if (!["/traces", "/search", "/map"].includes(path)) return notFound("There is nothing here");

  const { conditions, problems } = conditionsOf(parameters, now);
  if (problems.length > 0) return { status: 400, body: { message: "Nobody can search like that", problems } };
  if (path === "/map") return { status: 200, body: mapOf(store, conditions, now) };
  const found = find(store, conditions, now);
  return { status: 200, body: path === "/traces" ? found.traces : found };
}

function answerOfOne(store: TraceStore, id: string, now: number): Answer {
  const found = store.get(id);
  if (!found) return notFound("No such trace");
  return { status: 200, body: { ...told(found.trace, store.names, now), documents: found.documents } };
}

const notFound = (message: string): Answer => ({ status: 404, body: { message } });
