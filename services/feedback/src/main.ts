import { runService } from "@shopeasy/platform/runtime/run-service";
import { createFeedbackApp, createFeedbackInternalApp } from "./app";
import { readConfig } from "./config";
import { createDeps } from "./deps";

runService("feedback", async () => {
  const config = readConfig();
  const deps = createDeps(config);
  await deps.flags.loaded();
  return {
    logger: deps.logger,
    telemetry: deps.telemetry,
    host: config.HOST,
    port: config.PORT,
    internalPort: config.INTERNAL_PORT,
    app: createFeedbackApp(deps, config),
    internalApp: createFeedbackInternalApp(deps),
    close: deps.close,
  };
});
