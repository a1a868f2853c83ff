import { runWorker } from "@shopeasy/platform/runtime/run-worker";
import { createWorkerApp } from "./app";
import { startCatalogWork } from "./catalog-work";
import { readWorkerConfig } from "./config";
import { createWorkerDeps } from "./worker-deps";

runWorker("catalog-worker", async () => {
  const config = readWorkerConfig();
  const deps = createWorkerDeps(config);
  await deps.flags.loaded();
  const { stop } = startCatalogWork(deps);
  return {
    logger: deps.logger,
    telemetry: deps.telemetry,
    host: config.HOST,
    internalPort: config.INTERNAL_PORT,
    internalApp: createWorkerApp(deps),
    stop,
    close: deps.close,
  };
});
