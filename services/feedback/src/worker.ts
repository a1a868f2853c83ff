import { runWorker } from "@shopeasy/platform/runtime/run-worker";
import { createFeedbackInternalApp } from "./app";
import { readConfig } from "./config";
import { createDeps } from "./deps";
import { startFeedbackWork } from "./feedback-work";

runWorker("feedback-worker", async () => {
  const config = readConfig();
  const deps = createDeps(config);
  await deps.flags.loaded();
  const work = startFeedbackWork(deps);
  return {
    logger: deps.logger,
    telemetry: deps.telemetry,
    host: config.HOST,
    internalPort: config.INTERNAL_PORT,
    internalApp: createFeedbackInternalApp(deps, []),
    stop: work.stop,
    close: deps.close,
  };
});
