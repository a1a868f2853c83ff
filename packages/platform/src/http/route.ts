import type { IncomingMessage } from "node:http";
import type { z } from "zod";
import type { Principal, UserPrincipal } from "../auth/principal";
import type { LimitClass } from "../config/rate-limits";
import type { ContentReply, JsonReply, Reply, StreamReply } from "./reply";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * Who may call. `open`: anybody, and no token is looked at (sign-in, webhooks); `public`: anybody, but a token that is
 * sent must be good; `customer`: anybody signed in; `staff`: staff or admin; `admin`.
 */
export type Access = "open" | "public" | "customer" | "staff" | "admin";

export interface ResponseDefinition {
  description: string;
  /** What the body is parsed by on its way out; without one there is no JSON body. */
  schema?: z.ZodType;
  /** Names and meanings of the headers worth documenting. */
  headers?: Readonly<Record<string, string>>;
  /** Of an answer that is not JSON. */
  contentType?: string;
}

export type Responses = Readonly<Record<number, ResponseDefinition>>;

export interface CachePolicy {
  /** Seconds for which the answer to a caller without a token may be kept. */
  maxAge: number;
  staleWhileRevalidate?: number;
  /**
   * Tags that the answer was made of. With it the answer to a caller without a token is kept in the service's memory,
   * under the address that was asked for, until one of them changes.
   */
  // A method, for its parameters are compared bivariantly.
  madeOf?(answer: unknown, call: AskedFor<unknown, unknown>): readonly string[];
}

/** All that a kept answer may depend on. */
export interface AskedFor<Params, Query> {
  params: Params;
  query: Query;
}

/** A `CachePolicy`, as a route's author writes it: `answer` is the body that the handler gave. */
interface CachePolicyOf<Params, Query, Body> extends CachePolicy {
  madeOf?(answer: Body, call: AskedFor<Params, Query>): readonly string[];
}

type PrincipalOf<A extends Access> = A extends "open" | "public" ? Principal : UserPrincipal;

type Immutable<T> = T extends string | number | boolean | bigint | Date
  ? T
  : { readonly [Key in keyof T]: Immutable<T[Key]> };

type BodyOf<Definition> = Definition extends { schema: infer Schema extends z.ZodType }
  ? Immutable<z.input<Schema>>
  : undefined;

/** The answers that a route's `responses` allow. */
export type ReplyOf<R extends Responses> = {
  [Status in keyof R & number]:
    | JsonReply<Status, BodyOf<R[Status]>>
    | ContentReply<Status>
    | StreamReply<Status>;
}[keyof R & number];

/** A request, as its handler sees it: checked, and with what it was sent parsed by the route's schemas. */
export interface Call<Params, Query, Headers, Body, Caller extends Principal = Principal> {
  params: Params;
  query: Query;
  headers: Headers;
  body: Body;
  principal: Caller;
  requestId: string;
  /** The caller's address, by the rule of trusted proxies. */
  address: string;
  /** The unparsed body, where the route says `rawBody`; else empty. */
  rawBody: Buffer;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
  /** For what none of the above gives, as a streamed upload: to be iterated or piped, for its `end` may have been. */
  req: IncomingMessage;
}

interface RouteShape {
  method: Method;
  /** Below /api/v1, parameters in braces: `/orders/{id}`. */
  path: string;
  /** A page for people, which mails link to: its path is not below /api/v1, and the OpenAPI document has no word of it. */
  isPage?: boolean;
  summary: string;
  description?: string;
  /** Codes of the problems that this route may answer with, beside those that every route has. */
  problems?: Readonly<Partial<Record<number, readonly string[]>>>;
  /** Counts against; by default reading for GET, writing for the rest. */
  limit?: LimitClass;
  /** Served during planned maintenance too, though it is no GET: it writes nothing, or nobody would send it again. */
  duringMaintenance?: boolean;
  /** GET only: gives `ETag`, `Cache-Control` and 304. */
  cache?: CachePolicy;
  /** In bytes; 100 kB unless given. */
  bodyLimit?: number;
  /** Hands the handler the bytes as they came (`call.rawBody`), of any media type. */
  rawBody?: boolean;
  /** Leaves the body unread: the handler reads it from `call.req`. These media types are accepted, or it is a 415. */
  streamedBody?: readonly string[];
}

/** A route, as its author writes it. */
export interface RouteDefinition<
  Deps,
  A extends Access,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Headers extends z.ZodType,
  Body extends z.ZodType,
  R extends Responses,
> extends RouteShape {
  access: A;
  params?: Params;
  query?: Query;
  /** Of the headers it reads, named in lower case: `z.object({ "if-match": z.string().optional() })`. */
  headers?: Headers;
  body?: Body;
  responses: R;
  cache?: CachePolicyOf<z.output<Params>, z.output<Query>, BodyOf<R[200]>>;
  handle: (
    deps: Deps,
    call: Call<z.output<Params>, z.output<Query>, z.output<Headers>, z.output<Body>, PrincipalOf<A>>,
  ) => Promise<ReplyOf<R>>;
}

/** A route of any types, as the app serves it and the OpenAPI document describes it. */
export interface Route<Deps> extends RouteShape {
  access: Access;
  params?: z.ZodType;
  query?: z.ZodType;
  headers?: z.ZodType;
  body?: z.ZodType;
  responses: Responses;
  // A method, for its parameters are compared bivariantly: a narrower call is made wider here, once.
  handle(deps: Deps, call: Call<unknown, unknown, unknown, unknown>): Promise<Reply>;
}

/**
 * Declares a route: `defineRoute<Pick<Deps, "db">>()({ method: "GET", path: "/orders/{id}", …, handle })`.
 * Schemas of what is sent must be strict objects; `query` and `params` come as strings: `wholeNumberQuery` reads a
 * number.
 */
export const defineRoute =
  <Deps>() =>
  <
    const A extends Access,
    const R extends Responses,
    Params extends z.ZodType = z.ZodUndefined,
    Query extends z.ZodType = z.ZodUndefined,
    Headers extends z.ZodType = z.ZodUndefined,
    Body extends z.ZodType = z.ZodUndefined,
  >(
    definition: RouteDefinition<Deps, A, Params, Query, Headers, Body, R>,
  ): Route<Deps> =>
    definition as Route<Deps>;
