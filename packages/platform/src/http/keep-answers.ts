import type { IncomingMessage } from "node:http";
import { anonymous } from "../auth/principal";
import type { AnswerCache, MadeAnswer, StoredAnswer } from "../cache/stored-answer";
import { currentContext, runWithContext } from "../context/request-context";
import { newId } from "../ids";
import { openTrace } from "../tracing/tracing";
import { jsonMediaType, serialise } from "./answer";
import { etagOf } from "./etag-rules";
import type { Reply } from "./reply";
import { nothing } from "./request-body";
import type { CachePolicy, Call, Route } from "./route";

/** Nobody waits for it. */
const remade = { cache: "miss", background: true } as const;

/** The answer of a route to anybody who asks for this address, from memory or made now. */
export type AskKept = (address: string, params: unknown, query: unknown) => Promise<StoredAnswer>;

export interface KeepingOptions<Deps> {
  route: Route<Deps>;
  madeOf: NonNullable<CachePolicy["madeOf"]>;
  deps: Deps;
  answers: AnswerCache;
  service: string;
  cacheControl: string;
}

/**
 * Keeps what a route answers. An answer is made within the request that waits for it; when the cache makes it again by
 * itself, that has a trace and a context of its own, for the request has ended.
 */
export function keepAnswers<Deps>(options: KeepingOptions<Deps>): AskKept {
  const { route, madeOf, deps, answers, service, cacheControl } = options;

  async function make(params: unknown, query: unknown): Promise<MadeAnswer> {
    const reply = await route.handle(deps, new CallOfAnybody(params, query));
    const content = contentOf(route, reply);
    const { ETag: etag = etagOf(content), "Cache-Control": own = cacheControl, ...others } = reply.headers;
    const lost = Object.keys(others);
    if (lost.length > 0) throw new Error(`A kept answer can't have the headers ${lost.join(", ")}`);
    const body = reply.kind === "json" ? reply.body : JSON.parse(content.toString());
    return {
      answer: {
        route: route.path,
        content,
        contentType: reply.kind === "content" ? reply.contentType : jsonMediaType,
        etag,
        cacheControl: own,
      },
      tags: madeOf(body, { params, query }),
    };
  }

  const byItself = (work: () => Promise<MadeAnswer>): Promise<MadeAnswer> =>
    openTrace({ name: service, http: { method: "GET", path: route.path }, annotations: remade }, (trace) => {
      trace.setRoute(route.path);
      return runWithContext({ requestId: newId(), traceId: trace.id }, work);
    });

  // The cache holds on to what it is handed: nothing of the request may be in reach of that.
  return async (address, params, query) => {
    const request = { waits: true };
    try {
      return await answers.load(address, () =>
        request.waits ? make(params, query) : byItself(() => make(params, query)),
      );
    } finally {
      request.waits = false;
    }
  };
}

function contentOf<Deps>({ responses }: Route<Deps>, reply: Reply): Buffer {
  if (reply.kind === "stream" || reply.status !== 200) throw new Error("Only a whole 200 can be kept");
  return Buffer.from((reply.kind === "json" ? serialise(responses, reply) : reply.content) ?? "");
}

/** What is kept is for everybody, so its handler learns nothing of who asks first. */
class CallOfAnybody implements Call<unknown, unknown, undefined, undefined> {
  readonly headers = undefined;
  readonly body = undefined;
  readonly rawBody = nothing;
  readonly principal = anonymous;

  constructor(
    readonly params: unknown,
    readonly query: unknown,
  ) {}

  get requestId(): string {
    return currentContext()?.requestId ?? newId();
  }

  /** Others may wait for the same answer, so it is finished whoever goes. */
  get signal(): AbortSignal {
    return new AbortController().signal;
  }

  get address(): string {
    throw new Error("What is kept must not depend on who asks");
  }

  get req(): IncomingMessage {
    throw new Error("What is kept must not depend on who asks");
  }
}
