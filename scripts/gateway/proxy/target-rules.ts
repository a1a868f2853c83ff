import { apiPrefix } from "@shopeasy/contracts/route-table";

/** What is asked for, as it stood in the request's first line. */
export interface Target {
  path: string;
  /** With its question mark; empty where there is none. */
  query: string;
}

/** Undefined for what is no path: `OPTIONS *`, and the forms that only a forward proxy is sent. */
export function targetOf(url: string): Target | undefined {
  const target = url.startsWith("/") ? url : /^https?:\/\/[^/?#]+(\/.*)$/i.exec(url)?.[1];
  if (target === undefined) return undefined;
  const queryAt = target.indexOf("?");
  return queryAt < 0
    ? { path: target, query: "" }
    : { path: target.slice(0, queryAt), query: target.slice(queryAt) };
}

/** Whether a path is the prefix itself or below it. */
export function isUnder(path: string, prefix: string): boolean {
  return path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === "/");
}

/**
 * What a trace may say of a path: its first segment (`/api/v1/orders/*`), for those behind it are ids and some ids are
 * secrets. Only the service that answers knows the route.
 */
export function routeFamily(path: string): string {
  const [, family, rest] = collection.exec(path) ?? [];
  if (!family) return "/*";
  return rest ? `${apiPrefix}/${family}/*` : `${apiPrefix}/${family}`;
}

const collection = new RegExp(`^${apiPrefix}/([a-z][a-z.-]{0,29})(/.)?`);
