import { createServiceTokens } from "../../../src/auth/service-tokens";
import { openDatabase } from "../../../src/database/connect";
import { createInternalApp } from "../../../src/http/internal-app";
import { createLogger } from "../../../src/logging/logger";
import { createMetrics } from "../../../src/metrics/metrics";
import { runWorker } from "../../../src/runtime/run-worker";
import { Telemetry } from "../../../src/runtime/telemetry";

/** A worker that tells what is asked of it. Where it is told of a database, it asks it, and soon gives it up. */
runWorker("trial-worker", async () => {
  const service = "trial";
  const logger = createLogger({ service });
  const metrics = createMetrics({ service });
  const config = { METRICS_EMF: process.env.METRICS_EMF === "true", METRICS_NAMESPACE: "Trial" };
  const { DATABASE_URL: url } = process.env;
  if (url) {
    const database = openDatabase({ url, schema: {}, poolSize: 1, name: service });
    setImmediate(() => database.ping().catch(() => {}));
    setTimeout(() => database.close(0), 500);
  }
  return {
    logger,
    telemetry: new Telemetry({ service, config, logger, metrics }),
    host: "127.0.0.1",
    internalPort: 0,
    internalApp: createInternalApp({
      service,
      deps: {},
      calls: [],
      checks: [{ name: "queue", check: async () => undefined }],
      logger,
      metrics,
      serviceTokens: createServiceTokens({
        service,
        secrets: ["a secret of at least thirty-two characters"],
      }),
    }),
    stop: async () => logger.info("consumers.stopped"),
    close: async () => logger.info("pools.closed"),
  };
});
