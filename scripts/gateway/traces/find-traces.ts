import type { z } from "zod";
import { ServiceMap } from "./service-map-schema";
import { Found, type Problem, Refused, Trace } from "./trace-schemas";

const withinMs = 5_000;

/** What was asked for, or what is wrong with how it was asked for. */
export type Asked<T> =
  | { problems: readonly Problem[]; found?: undefined }
  | { problems?: undefined; found: T };

/** Throws when the X-Ray listener does not answer; so do the others. */
export const findTraces = (daemonAddress: string, query: URLSearchParams): Promise<Asked<Found>> =>
  search(daemonAddress, "/search", query, Found);

export const findMap = (daemonAddress: string, query: URLSearchParams): Promise<Asked<ServiceMap>> =>
  search(daemonAddress, "/map", query, ServiceMap);

/** Undefined where there is none of this id, or none any more. */
export async function getTrace(daemonAddress: string, id: string): Promise<Trace | undefined> {
  const answer = await ask(daemonAddress, `/traces/${encodeURIComponent(id)}`);
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`The X-Ray listener answered ${answer.status}`);
  return Trace.parse(await answer.json());
}

async function search<S extends z.ZodType>(
  daemonAddress: string,
  path: string,
  query: URLSearchParams,
  schema: S,
): Promise<Asked<z.infer<S>>> {
  const answer = await ask(daemonAddress, `${path}?${query}`);
  if (answer.status === 400) return Refused.parse(await answer.json());
  if (!answer.ok) throw new Error(`The X-Ray listener answered ${answer.status}`);
  return { found: schema.parse(await answer.json()) };
}

const ask = (daemonAddress: string, path: string): Promise<Response> =>
  fetch(`http://${daemonAddress}${path}`, { signal: AbortSignal.timeout(withinMs) });
