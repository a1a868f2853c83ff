import type { RequestListener } from "node:http";
import type { Request, RequestHandler, Response } from "express";
import { bearerToken } from "../auth/bearer";
import type { ServiceTokens } from "../auth/service-tokens";
import { NotFound, Unauthorized, Unavailable } from "../errors";
import type { Logger } from "../logging/logger";
import { answer } from "./answer";
import { dispatch } from "./dispatch";
import type { Entry } from "./entry";
import { exchangeOf } from "./exchange";
import { faultHandler } from "./faults";
import type { ImplementedCall } from "./internal-call";
import { findByPath } from "./internal-paths";
import { reply } from "./reply";
import { jsonReader } from "./request-body";
import { paramsReader, parseWith } from "./request-values";
import type { Serve } from "./serve-route";

export interface InternalLaneOptions<Deps> {
  entry: Entry;
  deps: Deps;
  calls: readonly ImplementedCall<Deps>[];
  logger: Logger;
  serviceTokens: ServiceTokens;
}

/** Larger than what customers may send: a service asks about many things at once. */
const bodyLimit = 1_000_000;

/**
 * Serves internal calls to whoever has a service token. Without Express, which makes each request over (its prototypes)
 * and walks a chain of layers: a quarter of what an internal call costs its callee.
 */
export function internalLane<Deps>(options: InternalLaneOptions<Deps>): RequestListener {
  const { entry, deps, calls, logger, serviceTokens } = options;
  const find = findByPath(handlersByPath(calls, deps));
  const fail = faultHandler({ logger });

  const serve = async (request: Request, response: Response) => {
    callers.set(request, await callerOf(request, serviceTokens));
    const [path = ""] = request.url.split("?", 1);
    const found = find(path);
    if (!found) throw new NotFound("not-found", "There is nothing at this address.");
    request.params = found.params;
    await found.served(request, response, noNext);
  };

  return (received, answering) => {
    // What serves calls, body-parser among it, asks for no more than node gives.
    const [request, response] = [received as Request, answering as Response];
    entry.middleware(request, response, (fault) => {
      const serving = fault === undefined ? serve(request, response) : Promise.reject(fault);
      serving.catch((error: unknown) => fail(error, request, response, noNext));
    });
  };
}

const noNext = () => {};

const callers = new WeakMap<Request, string>();

async function callerOf({ headers: { authorization } }: Request, tokens: ServiceTokens): Promise<string> {
  if (authorization === undefined) {
    throw new Unauthorized("unauthenticated", "This call needs a service token.");
  }
  return tokens.verify(bearerToken(authorization));
}

function handlersByPath<Deps>(calls: readonly ImplementedCall<Deps>[], deps: Deps) {
  const byPath = Map.groupBy(calls, ({ definition }) => definition.path);
  const handlers = new Map<string, RequestHandler>();
  for (const [path, ofPath] of byPath) {
    const endpoints = ofPath.map((call) => ({
      method: call.definition.method,
      limit: "reading" as const,
      serve: serveCall(call, deps),
    }));
    handlers.set(path, dispatch(path, endpoints));
  }
  return handlers;
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
