import type { Express, Request, RequestHandler } from "express";
import { bearerToken } from "../auth/bearer";
import type { ServiceTokens } from "../auth/service-tokens";
import { Unauthorized, Unavailable } from "../errors";
import type { Logger } from "../logging/logger";
import type { Metrics } from "../metrics/metrics";
import { answer } from "./answer";
import { bareApp, unknownPath } from "./app";
import { addressReader } from "./client-address";
import { dispatch } from "./dispatch";
import { createEntry } from "./entry";
import { exchangeOf } from "./exchange";
import { faultHandler } from "./faults";
import type { ImplementedCall } from "./internal-call";
import { byParticularity, expressPath } from "./path-pattern";
import { askReadiness, type ReadinessCheck } from "./readiness";
import { reply } from "./reply";
import { jsonReader } from "./request-body";
import { paramsReader, parseWith } from "./request-values";
import { securityHeaders } from "./security-headers";
import type { Serve } from "./serve-route";

export interface InternalAppOptions<Deps> {
  service: string;
  deps: Deps;
  calls: readonly ImplementedCall<Deps>[];
  /** What the service needs to do its work. */
  checks: readonly ReadinessCheck[];
  logger: Logger;
  metrics: Metrics;
  serviceTokens: ServiceTokens;
  /** Of which the version in use is told, where it is ready. */
  flags?: { readonly version: string } | undefined;
}

/** Larger than what customers may send: a service asks about many things at once. */
const bodyLimit = 1_000_000;

/** The app that only our own services reach: /internal/* with a service token, /health/* and /metrics. */
export function createInternalApp<Deps>(options: InternalAppOptions<Deps>): Express {
  const { service, deps, calls, checks, logger, metrics, serviceTokens, flags } = options;
  const app = bareApp();

  app.get("/health/live", (_request, response) => {
    response.json({ status: "ok" });
  });
  app.get("/health/ready", async (_request, response) => {
    const { ready, parts } = await askReadiness(checks, logger);
    const status = ready ? "ok" : "unavailable";
    response.status(ready ? 200 : 503).json({ status, parts, ...(flags && { flags: flags.version }) });
  });
  app.get("/metrics", async (_request, response) => {
    const text = await metrics.render();
    response.setHeader("Content-Type", metrics.contentType);
    response.end(text);
  });

  const secure = securityHeaders();
  const addressOf = addressReader({ trustedProxies: 0 });
  app.use(createEntry({ service, logger, metrics, secure, addressOf, heedsDeadline: true }).middleware);
  app.use("/internal", requireService(serviceTokens));
  for (const [path, ofPath] of callsByPath(calls)) {
    const endpoints = ofPath.map((call) => ({
      method: call.definition.method,
      limit: "reading" as const,
      serve: serveCall(call, deps),
    }));
    app.route(expressPath(path)).all(dispatch(path, endpoints));
  }
  app.use(unknownPath);
  app.use(faultHandler({ logger }));
  return app;
}

const callers = new WeakMap<Request, string>();

function requireService(tokens: ServiceTokens): RequestHandler {
  return async (request, _response, next) => {
    const { authorization } = request.headers;
    if (authorization === undefined) {
      throw new Unauthorized("unauthenticated", "This call needs a service token.");
    }
    callers.set(request, await tokens.verify(bearerToken(authorization)));
    next();
  };
}

function serveCall<Deps>({ definition, handle }: ImplementedCall<Deps>, deps: Deps): Serve {
  const readParams = paramsReader(definition.params);
  const readBody = jsonReader(bodyLimit);
  const rules = {
    responses: { 200: { description: "", schema: definition.response } },
    cacheControl: undefined,
  };

  return async (request, response) => {
    const exchange = exchangeOf(request);
    const { deadline } = exchange.context;
    if (deadline !== undefined && deadline <= Date.now()) {
      throw new Unavailable("deadline-exceeded", "The caller has stopped waiting.");
    }
    const params = readParams(request.params);
    const body = definition.body ? parseWith(definition.body, await readBody(request, response)) : undefined;
    const caller = callers.get(request) ?? "unknown";
    const result = await handle(deps, { params, body, deadline, caller });
    await answer(rules, exchange, request, response, reply(200, result));
  };
}

function callsByPath<Deps>(calls: readonly ImplementedCall<Deps>[]): [string, ImplementedCall<Deps>[]][] {
  const grouped = new Map<string, ImplementedCall<Deps>[]>();
  for (const call of calls) {
    const { path } = call.definition;
    grouped.set(path, [...(grouped.get(path) ?? []), call]);
  }
  return [...grouped].toSorted(([one], [other]) => byParticularity(one, other));
}
