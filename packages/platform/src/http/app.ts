import express, { type Express, type RequestHandler } from "express";
import type { AccessTokens } from "../auth/access-tokens";
import type { RateLimits } from "../config/rate-limits";
import { NotFound } from "../errors";
import type { Logger } from "../logging/logger";
import type { Metrics } from "../metrics/metrics";
import { dispatch } from "./dispatch";
import { entry } from "./entry";
import { faultHandler } from "./faults";
import { byParticularity, expressPath } from "./path-pattern";
import { createRateLimit } from "./rate-limit";
import type { Route } from "./route";
import { serveRoute } from "./serve-route";

/** Where all routes are. */
export const apiPrefix = "/api/v1";

export interface AppOptions<Deps> {
  service: string;
  deps: Deps;
  routes: readonly Route<Deps>[];
  logger: Logger;
  metrics: Metrics;
  accessTokens: AccessTokens;
  rateLimits: RateLimits;
  /** How many proxies stand before us and may be believed about `X-Forwarded-For`. */
  trustedProxies: number;
}

/**
 * The app that the load balancer reaches: the routes under /api/v1, and whatever else is asked for gets its problem.
 * @throws Error for a route that its author must mend
 */
export function createApp<Deps>(options: AppOptions<Deps>): Express {
  const { service, deps, routes, logger, metrics, accessTokens, rateLimits, trustedProxies } = options;
  const count = createRateLimit(rateLimits);
  const app = bareApp();
  app.set("trust proxy", trustedProxies);
  app.use(entry({ service, logger, metrics, heedsDeadline: false }));

  for (const [path, ofPath] of routesByPath(routes)) {
    const endpoints = ofPath.map((route) => ({
      method: route.method,
      limit: route.limit ?? (route.method === "GET" ? "reading" : "writing"),
      serve: serveRoute(route, deps, accessTokens),
    }));
    app.route(apiPrefix + expressPath(path)).all(dispatch(path, endpoints, count));
  }

  app.use(unknownPath);
  app.use(faultHandler({ logger, count: (request, response) => count("reading", request, response) }));
  return app;
}

/** Express without what we do otherwise. */
export function bareApp(): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.enable("case sensitive routing");
  app.enable("strict routing");
  // Nobody reads request.query: a route's own schema parses the query.
  app.set("query parser", false);
  return app;
}

export const unknownPath: RequestHandler = () => {
  throw new NotFound("not-found", "There is nothing at this address.");
};

/** @throws Error for a method that is declared twice */
function routesByPath<Deps>(routes: readonly Route<Deps>[]): [string, Route<Deps>[]][] {
  const grouped = new Map<string, Route<Deps>[]>();
  for (const route of routes) {
    const ofPath = grouped.get(route.path) ?? [];
    if (ofPath.some(({ method }) => method === route.method)) {
      throw new Error(`${route.method} ${route.path} is declared twice`);
    }
    grouped.set(route.path, [...ofPath, route]);
  }
  return [...grouped].toSorted(([one], [other]) => byParticularity(one, other));
}
