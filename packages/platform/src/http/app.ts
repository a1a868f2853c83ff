import type { RequestListener } from "node:http";
import type { PlatformFlags } from "@shopeasy/contracts/flag-declaration";
import express, { type Express, type RequestHandler } from "express";
import type { AccessTokens } from "../auth/access-tokens";
import type { AnswerCache } from "../cache/stored-answer";
import type { LimitClass, RateLimits } from "../config/rate-limits";
import { NotFound } from "../errors";
import type { Flags } from "../flags/flags";
import type { Logger } from "../logging/logger";
import type { Metrics } from "../metrics/metrics";
import { addressReader, type CallerSources } from "./client-address";
import { dispatch } from "./dispatch";
import { createEntry, type Entry } from "./entry";
import { openedExchange } from "./exchange";
import { faultHandler } from "./faults";
import { type InjectedFaults, injectedFaults } from "./injected-faults";
import { plannedMaintenance } from "./maintenance";
import { type AnswerFromMemory, memoryLane } from "./memory-lane";
import { byParticularity, expressPath } from "./path-pattern";
import { createRateLimit } from "./rate-limit";
import { refusingWrites } from "./refusing-writes";
import type { Route } from "./route";
import { securityHeaders } from "./security-headers";
import { serveRoute } from "./serve-route";
import type { LimitStores } from "./shared-window";

/** Where all routes are. */
export const apiPrefix = "/api/v1";

export interface AppOptions<Deps> extends CallerSources {
  service: string;
  deps: Deps;
  routes: readonly Route<Deps>[];
  logger: Logger;
  metrics: Metrics;
  accessTokens: AccessTokens;
  rateLimits: RateLimits;
  /** Keeps the answers of routes that say what they are made of. */
  answers?: AnswerCache | undefined;
  /** Where the tasks of a service count together against its limits; without them each counts for itself. */
  limitStores?: LimitStores | undefined;
  /** What operators say as it runs: planned maintenance, and faults for drills. */
  flags?: Pick<Flags<PlatformFlags>, "asker" | "value"> | undefined;
}

/**
 * The app that the load balancer reaches: the routes under /api/v1, pages beside it, and whatever else is asked for gets
 * its problem.
 * @throws Error for a route that its author must mend
 */
export function createApp<Deps>(options: AppOptions<Deps>): RequestListener {
  const { service, routes, logger, metrics, rateLimits, answers, limitStores, flags } = options;
  const count = createRateLimit({ limits: rateLimits, logger, stores: limitStores });
  const secure = securityHeaders();
  const addressOf = addressReader(options);
  const maintenance = flags && plannedMaintenance(flags);
  const notice = maintenance?.notice;
  const entry = createEntry({ service, logger, metrics, secure, addressOf, notice, heedsDeadline: false });
  const app = bareApp();
  app.use(entry.middleware);

  for (const { path, isPage, routes: ofPath } of routesByPath(routes)) {
    const endpoints = ofPath.map((route) => ({
      method: route.method,
      limit: limitOf(route),
      serve: refusingWrites(route, serveRoute(route, options), maintenance),
    }));
    app
      .route(isPage ? expressPath(path) : apiPrefix + expressPath(path))
      .all(dispatch(isPage ? `page ${path}` : path, endpoints, count));
  }

  app.use(unknownPath);
  app.use(faultHandler({ logger, count }));
  const answerFromMemory =
    answers &&
    memoryLane({
      ...{ answers, count, secure, notice, limitOf: limitsByPattern(routes) },
      countsAfar: limitStores !== undefined,
    });
  const listener = answerFromMemory ? remembering(app, entry, answerFromMemory) : app;
  return flags ? besetting(app, entry, listener, injectedFaults(flags)) : listener;
}

const limitOf = <Deps>({ limit, method }: Route<Deps>): LimitClass =>
  limit ?? (method === "GET" ? "reading" : "writing");

/** What a GET of a pattern counts against. */
function limitsByPattern<Deps>(routes: readonly Route<Deps>[]): (pattern: string) => LimitClass {
  const limits = new Map(
    routes
      .filter(({ method, isPage }) => method === "GET" && !isPage)
      .map((route) => [route.path, limitOf(route)]),
  );
  return (pattern) => limits.get(pattern) ?? "reading";
}

/**
 * Asks the memory before Express, which makes each request over (its prototypes): that alone costs as much as all that
 * an answer from memory needs.
 */
function remembering(app: Express, entry: Entry, answerFromMemory: AnswerFromMemory): RequestListener {
  return (request, response) => {
    const exchange = openedExchange(request) ?? entry.open(request, response);
    const failed = (error: unknown) => {
      exchange.refusal = error;
      return false;
    };
    let answered: boolean | Promise<boolean>;
    try {
      answered = answerFromMemory(exchange, request, response);
    } catch (error) {
      answered = failed(error);
    }
    if (answered === false) app(request, response);
    else if (answered !== true) {
      void answered.catch(failed).then((wasAnswered) => wasAnswered || app(request, response));
    }
  };
}

/** Has a drill's faults befall requests before anything else sees them; without a drill it does nothing. */
function besetting(
  app: Express,
  entry: Entry,
  listener: RequestListener,
  faults: InjectedFaults,
): RequestListener {
  return (request, response) => {
    const befalling = faults.beset();
    if (!befalling) {
      listener(request, response);
      return;
    }
    const exchange = entry.open(request, response);
    befalling.then(
      () => listener(request, response),
      (fault: unknown) => {
        exchange.refusal = fault;
        app(request, response);
      },
    );
  };
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

interface RoutesOfPath<Deps> {
  path: string;
  isPage: boolean;
  routes: readonly Route<Deps>[];
}

/** @throws Error for a method that is declared twice */
function routesByPath<Deps>(routes: readonly Route<Deps>[]): RoutesOfPath<Deps>[] {
  const grouped = new Map<string, RoutesOfPath<Deps>>();
  for (const route of routes) {
    const { method, path, isPage = false } = route;
    const key = `${isPage} ${path}`;
    const ofPath = grouped.get(key)?.routes ?? [];
    if (ofPath.some((other) => other.method === method))
      throw new Error(`${method} ${path} is declared twice`);
    grouped.set(key, { path, isPage, routes: [...ofPath, route] });
  }
  return [...grouped.values()].toSorted((one, other) => byParticularity(one.path, other.path));
}
