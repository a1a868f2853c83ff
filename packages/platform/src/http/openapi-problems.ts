import { STATUS_CODES } from "node:http";
import { isRefusedInMaintenance } from "./refusing-writes";
import type { Route } from "./route";

type Describable = Pick<
  Route<never>,
  | "access"
  | "method"
  | "params"
  | "query"
  | "headers"
  | "body"
  | "problems"
  | "streamedBody"
  | "duringMaintenance"
>;

/** The problems that a route may answer with, its own and those that every such route has: codes by status. */
export function problemsOf(route: Describable): [status: number, codes: string[]][] {
  const codes = new Map<number, Set<string>>();
  const add = (status: number, ...some: string[]) => {
    codes.set(status, new Set([...(codes.get(status) ?? []), ...some]));
  };

  add(400, "invalid-request");
  if (route.access !== "open") add(401, "invalid-token");
  if (!["open", "public"].includes(route.access)) add(401, "unauthenticated");
  if (["staff", "admin"].includes(route.access)) add(403, "forbidden");
  if (route.method !== "GET") add(400, "invalid-json");
  if (route.body) add(413, "body-too-large");
  if (route.body || route.streamedBody) add(415, "unsupported-media-type");
  for (const [status, own] of Object.entries(route.problems ?? {})) add(Number(status), ...(own ?? []));
  add(429, "too-many-requests");
  add(500, "internal-error");
  if (isRefusedInMaintenance(route)) add(503, "maintenance");

  return [...codes]
    .map(([status, some]): [number, string[]] => [status, [...some]])
    .toSorted(([a], [b]) => a - b);
}

export const statusText = (status: number): string => STATUS_CODES[status] ?? "Problem";
