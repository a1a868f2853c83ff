import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { createServiceTokens } from "../../../src/auth/service-tokens";
import { readEnvironment, serviceEnvironment } from "../../../src/config/environment";
import { createApp } from "../../../src/http/app";
import { createInternalApp } from "../../../src/http/internal-app";
import { reply, replyStream } from "../../../src/http/reply";
import { defineRoute } from "../../../src/http/route";
import { createLogger } from "../../../src/logging/logger";
import { createMetrics } from "../../../src/metrics/metrics";
import { runService } from "../../../src/runtime/run-service";
import { Telemetry } from "../../../src/runtime/telemetry";

const slow = defineRoute<object>()({
  method: "GET",
  path: "/slow",
  summary: "Takes its time",
  access: "open",
  query: z.strictObject({ ms: z.coerce.number() }),
  responses: { 200: { description: "Done", schema: z.object({ done: z.boolean() }) } },
  handle: async (_deps, { query }) => {
    await pause(query.ms);
    return reply(200, { done: true });
  },
});

const stream = defineRoute<object>()({
  method: "GET",
  path: "/stream",
  summary: "Never ends by itself",
  access: "open",
  responses: { 200: { description: "Events", contentType: "text/event-stream" } },
  handle: async () =>
    replyStream(
      200,
      async (response, signal) => {
        response.write("data: begun\n\n");
        await pause(600_000, undefined, { signal }).catch(() => undefined);
        response.end("data: ended\n\n");
      },
      { "Content-Type": "text/event-stream" },
    ),
});

const breaking = defineRoute<object>()({
  method: "GET",
  path: "/breaking",
  summary: "Throws where nobody catches",
  access: "open",
  responses: { 204: { description: "Broken" } },
  handle: async () => {
    setImmediate(() => {
      throw new Error("nobody caught this");
    });
    return reply(204);
  },
});

/** A service with one slow call, one endless stream and one call that breaks the process. */
runService("trial", async () => {
  const config = readEnvironment(z.object(serviceEnvironment), process.env);
  const logger = createLogger({ service: "trial", level: config.LOG_LEVEL });
  const metrics = createMetrics({ service: "trial" });
  const secrets = config.SERVICE_TOKEN_SECRET;
  const shared = { service: "trial", deps: {}, logger, metrics };

  return {
    logger,
    telemetry: new Telemetry({ service: "trial", config, logger, metrics }),
    host: config.HOST,
    port: config.PORT,
    internalPort: config.INTERNAL_PORT,
    app: createApp({
      ...shared,
      routes: [slow, stream, breaking],
      accessTokens: { verify: () => Promise.reject(new Error("not asked for")) },
      rateLimits: config.RATE_LIMITS,
      trustedProxies: config.TRUSTED_PROXIES,
    }),
    internalApp: createInternalApp({
      ...shared,
      calls: [],
      checks: [],
      serviceTokens: createServiceTokens({ service: "trial", secrets }),
    }),
    close: async () => {
      logger.info("pools.closed");
      if (process.env.HANGS) await new Promise(() => undefined);
    },
  };
});
