import type { Request, Response } from "express";
import { z } from "zod";
import type { AccessTokens } from "../auth/access-tokens";
import type { Principal } from "../auth/principal";
import type { AnswerCache } from "../cache/stored-answer";
import { keepContextOfListeners } from "../context/request-context";
import { type AnswerRules, answer, answerContent, cacheControlOf } from "./answer";
import { admit } from "./authentication";
import { type Exchange, exchangeOf, signalOf } from "./exchange";
import { type AskKept, keepAnswers } from "./keep-answers";
import { mayBeKept } from "./memory-lane";
import { parametersOf } from "./path-pattern";
import { jsonReader, nothing, type ReadBody, rawReader, requireMediaType } from "./request-body";
import { headersReader, paramsReader, parseWith, queryReader } from "./request-values";
import type { Call, Route } from "./route";
import { looseObjectIn } from "./strictness";

/** Serves one request of a route; rejects with what the fault handler answers. */
export type Serve = (request: Request, response: Response) => Promise<void>;

export interface ServeOptions<Deps> {
  service: string;
  deps: Deps;
  accessTokens: AccessTokens;
  /** Where answers that may be kept are; without it each is made anew. */
  answers?: AnswerCache | undefined;
}

/**
 * Prepares all that a route needs to serve: readers, schemas, header texts.
 * @throws Error for a route that its author must mend: loose schemas, undeclared parameters
 */
export function serveRoute<Deps>(route: Route<Deps>, options: ServeOptions<Deps>): Serve {
  requireSound(route);
  const { deps, accessTokens } = options;
  const rules: AnswerRules = {
    responses: route.responses,
    cacheControl: route.cache && cacheControlOf(route.cache),
  };
  const readParams = paramsReader(route.params);
  const readQuery = queryReader(route.query);
  const readHeaders = headersReader(route.headers);
  const readBody = bodyReader(route);
  const askKept = keeperOf(route, options, rules);

  return async (request, response) => {
    const exchange = exchangeOf(request);
    exchange.principal = await admit(accessTokens, route.access, request.headers.authorization);
    if (exchange.principal.kind === "user") exchange.context.principalId = exchange.principal.userId;

    const params = readParams(request.params);
    const query = readQuery(request.url);
    if (askKept && mayBeKept(request)) {
      const { content, contentType, etag, cacheControl } = await askKept(request.url, params, query);
      const headers = { ETag: etag, "Cache-Control": cacheControl };
      const reply = { kind: "content", status: 200, content, contentType, headers } as const;
      answerContent(rules, exchange, request, response, reply);
      return;
    }
    const headers = readHeaders(request);
    const body = await readBody(request, response);
    const rawBody = route.rawBody && Buffer.isBuffer(body) ? body : nothing;
    const call = new RouteCall(
      request,
      response,
      exchange,
      params,
      query,
      headers,
      route.rawBody ? undefined : body,
      rawBody,
    );
    const reply = await route.handle(deps, call);
    await answer(rules, exchange, request, response, reply);
  };
}

function keeperOf<Deps>(
  route: Route<Deps>,
  { service, deps, answers }: ServeOptions<Deps>,
  { cacheControl }: AnswerRules,
): AskKept | undefined {
  const madeOf = route.cache?.madeOf;
  if (!madeOf || !answers || cacheControl === undefined) return undefined;
  return keepAnswers({ route, madeOf, deps, answers, service, cacheControl });
}

const noBody = z.strictObject({}).optional();

function bodyReader<Deps>(route: Route<Deps>): ReadBody<unknown> {
  const { method, bodyLimit, streamedBody } = route;
  if (method === "GET") return async () => undefined;
  if (streamedBody) {
    return async (request) => {
      requireMediaType(request, streamedBody);
      keepContextOfListeners(request);
      return undefined;
    };
  }
  if (route.rawBody) return rawReader(bodyLimit);
  const read = jsonReader(bodyLimit);
  const schema = route.body ?? noBody;
  return async (request, response) => parseWith(schema, await read(request, response));
}

/** A class for its getters: most handlers ask for neither address nor signal, and both cost something. */
class RouteCall implements Call<unknown, unknown, unknown, unknown> {
  constructor(
    readonly req: Request,
    private readonly response: Response,
    private readonly exchange: Exchange,
    readonly params: unknown,
    readonly query: unknown,
    readonly headers: unknown,
    readonly body: unknown,
    readonly rawBody: Buffer,
  ) {}

  get principal(): Principal {
    return this.exchange.principal;
  }

  get requestId(): string {
    return this.exchange.requestId;
  }

  get address(): string {
    return this.exchange.address;
  }

  get signal(): AbortSignal {
    return signalOf(this.response, false);
  }
}

function requireSound<Deps>(route: Route<Deps>): void {
  const name = `${route.method} ${route.path}`;
  for (const part of ["params", "query", "body"] as const) {
    const schema = route[part];
    const loose = schema && looseObjectIn(schema);
    if (loose)
      throw new Error(`${name}: in ${part}, ${loose} must be a z.strictObject, or unknown fields are lost`);
  }
  requireKeepable(route);
  const named = parametersOf(route.path);
  const declared = route.params instanceof z.ZodObject ? Object.keys(route.params.shape) : [];
  if (named.toSorted().join() !== declared.toSorted().join()) {
    throw new Error(`${name}: params must declare ${named.join(", ") || "nothing"}`);
  }
}

/** What is kept is told to everybody, so it may follow from the address alone. */
function requireKeepable<Deps>({ method, path, access, headers, cache, responses }: Route<Deps>): void {
  if (!cache?.madeOf) return;
  const isForAll = access === "public" || access === "open";
  const statuses = Object.keys(responses).join();
  if (method !== "GET" || !isForAll || headers || statuses !== "200") {
    throw new Error(
      `${method} ${path}: madeOf wants a public GET that declares no headers and no answer but 200`,
    );
  }
}
