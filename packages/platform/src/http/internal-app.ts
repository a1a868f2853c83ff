import type { RequestListener } from "node:http";
import type { ServiceTokens } from "../auth/service-tokens";
import type { Logger } from "../logging/logger";
import type { Metrics } from "../metrics/metrics";
import { bareApp, unknownPath } from "./app";
import { addressReader } from "./client-address";
import { createEntry } from "./entry";
import { faultHandler } from "./faults";
import type { ImplementedCall } from "./internal-call";
import { internalLane } from "./internal-lane";
import { askReadiness, type ReadinessCheck } from "./readiness";

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

/** The app that only our own services reach: /internal/* with a service token, /health/* and /metrics. */
export function createInternalApp<Deps>(options: InternalAppOptions<Deps>): RequestListener {
  const { service, checks, logger, metrics, flags } = options;
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

  // No browser comes here: headers that only speak to browsers are left out.
  const secure: string[] = [];
  const addressOf = addressReader({ trustedProxies: 0 });
  const entry = createEntry({ service, logger, metrics, secure, addressOf, heedsDeadline: true });
  app.use(entry.middleware);
  app.use(unknownPath);
  app.use(faultHandler({ logger }));
  const answerCall = internalLane({ ...options, entry });
  return (request, response) => {
    if (request.url?.startsWith("/internal/")) answerCall(request, response);
    else app(request, response);
  };
}
