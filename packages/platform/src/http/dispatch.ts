import type { RequestHandler } from "express";
import type { LimitClass } from "../config/rate-limits";
import { ProtocolError } from "../errors";
import { exchangeOf } from "./exchange";
import { type CountRequest, tellStanding } from "./rate-limit";
import type { Method } from "./route";
import type { Serve } from "./serve-route";

/** One method of a path. */
export interface Endpoint {
  method: Method;
  limit: LimitClass;
  serve: Serve;
}

/** Serves all methods of one path: those it has, HEAD by its GET, OPTIONS, and 405 for the rest. */
export function dispatch(path: string, endpoints: readonly Endpoint[], count?: CountRequest): RequestHandler {
  const byMethod = new Map<string, Endpoint>(endpoints.map((endpoint) => [endpoint.method, endpoint]));
  const get = byMethod.get("GET");
  if (get) byMethod.set("HEAD", get);
  const allow = [...byMethod.keys(), "OPTIONS"].join(", ");

  return async (request, response) => {
    const exchange = exchangeOf(request);
    exchange.setRoute(path);
    // Here, where its route is known to the log and to what is counted.
    if (exchange.refusal !== undefined) throw exchange.refusal;
    const endpoint = byMethod.get(request.method);
    if (count) {
      exchange.counted = true;
      const standing = count(endpoint?.limit ?? "reading", exchange.address);
      const refusal = tellStanding(standing instanceof Promise ? await standing : standing, response);
      if (refusal) throw refusal;
    }

    if (endpoint) return endpoint.serve(request, response);
    if (request.method !== "OPTIONS") {
      throw new ProtocolError(405, "method-not-allowed", `This path answers ${allow}.`).withHeaders({
        Allow: allow,
      });
    }
    response.statusCode = 204;
    response.setHeader("Allow", allow);
    response.setHeader("Cache-Control", "no-store");
    response.end();
  };
}
