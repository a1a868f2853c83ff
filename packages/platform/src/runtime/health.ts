import type { RequestListener } from "node:http";
import { newId } from "../ids";

/**
 * Puts /health/live and /health/serving before an app. Serving is shallow: started and not draining. A database's
 * hiccup must not make the load balancer take every task away at once.
 */
export function withHealth(app: RequestListener, isServing: () => boolean): RequestListener {
  return (request, response) => {
    const answers =
      request.url === "/health/live" ? true : request.url === "/health/serving" ? isServing() : undefined;
    if (answers === undefined) {
      app(request, response);
      return;
    }
    response.writeHead(answers ? 200 : 503, {
      "Content-Type": "application/json; charset=utf-8",
      "Cache-Control": "no-store",
      "X-Request-Id": newId(),
    });
    response.end(answers ? '{"status":"ok"}' : '{"status":"draining"}');
  };
}
