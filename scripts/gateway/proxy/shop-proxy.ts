import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "@shopeasy/platform/logging/logger";
import { annotate, beginTrace, type Trace, traceHeader } from "@shopeasy/platform/tracing/tracing";
import type { Dispatcher } from "undici";
import { answerProblem } from "../problems";
import type { Destination, Routes } from "../routing/routes";
import { failureOf } from "./failures";
import { forward } from "./forward";
import { requestHeaders } from "./header-rules";
import { createServingProbe } from "./serving";
import { routeFamily, type Target } from "./target-rules";

interface ShopProxyDeps {
  dispatcher: Dispatcher;
  routes: Routes;
  logger: Logger;
  /** Where a request for this path goes. */
  choose: (path: string) => Destination;
}

/** Sends each request to the service that the route table names, in a trace that begins here. */
export function createShopProxy({ dispatcher, routes, logger, choose }: ShopProxyDeps) {
  const isAnyServing = createServingProbe(routes.origins);

  return (request: IncomingMessage, response: ServerResponse, { path, query }: Target): void => {
    const { service, origin, passage } = choose(path);
    const trace = openTrace(request, response, path);
    const headers = requestHeaders(request.rawHeaders, {
      peer: request.socket.remoteAddress ?? "",
      port: request.socket.localPort ?? 0,
      trace: trace.run(traceHeader),
    });

    const onFailure = async (error: Error) => {
      const problem = failureOf(error, await isAnyServing());
      if (response.destroyed) return;
      const requestId = answerProblem(request, response, problem, trace.responseHeader);
      logger.warn("gateway.failed", { service, code: problem.code, requestId, traceId: trace.id, error });
    };
    forward(dispatcher, request, response, {
      origin,
      path: path + query,
      headers,
      passage,
      onFailure: (error) => void onFailure(error),
    });
  };
}

/** The gateway's own part of the trace, from here until the answer has ended. */
function openTrace(request: IncomingMessage, response: ServerResponse, path: string): Trace {
  const header = request.headers["x-amzn-trace-id"];
  const trace = beginTrace({
    header: typeof header === "string" ? header : header?.[0],
    http: { method: request.method ?? "", path, host: request.headers.host },
  });
  trace.setRoute(routeFamily(path));
  response.on("close", () => {
    if (response.writableFinished) return trace.close({ status: response.statusCode });
    if (trace.sampled) trace.run(() => annotate("aborted", true));
    trace.close(response.headersSent ? { status: response.statusCode } : {});
  });
  return trace;
}
