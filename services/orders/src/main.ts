import { runService } from "@shopeasy/platform/runtime/run-service";
import { createOrdersApp, createOrdersInternalApp } from "./app";
import { readConfig } from "./config";
import { createDeps } from "./deps";

runService("orders", async () => {
  const config = readConfig();
  const deps = createDeps(config);
  await deps.flags.loaded();
  return {
    logger: deps.logger,
    telemetry: deps.telemetry,
    host: config.HOST,
    port: config.PORT,
    internalPort: config.INTERNAL_PORT,
    app: createOrdersApp(deps, config),
    internalApp: createOrdersInternalApp(deps),
    close: deps.close,
  };
});
