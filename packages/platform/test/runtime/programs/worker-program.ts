import { createServiceTokens } from "../../../src/auth/service-tokens";
import { createInternalApp } from "../../../src/http/internal-app";
import { createLogger } from "../../../src/logging/logger";
import { createMetrics } from "../../../src/metrics/metrics";
import { runWorker } from "../../../src/runtime/run-worker";

/** A worker that tells what is asked of it. */
runWorker("trial-worker", async () => {
  const service = "trial";
  const logger = createLogger({ service });
  return {
    logger,
    host: "127.0.0.1",
    internalPort: 0,
    internalApp: createInternalApp({
      service,
      deps: {},
      calls: [],
      checks: [{ name: "queue", check: async () => undefined }],
      logger,
      metrics: createMetrics({ service }),
      serviceTokens: createServiceTokens({
        service,
        secrets: ["a secret of at least thirty-two characters"],
      }),
    }),
    stop: async () => logger.info("consumers.stopped"),
    close: async () => logger.info("pools.closed"),
  };
});
