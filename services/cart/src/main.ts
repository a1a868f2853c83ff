import { runService } from "@shopeasy/platform/runtime/run-service";
import { createCartApp, createCartInternalApp } from "./app";
import { readConfig } from "./config";
import { createDeps } from "./deps";

runService("cart", async () => {
  const config = readConfig();
  const deps = createDeps(config);
  await deps.flags.loaded();
  return {
    logger: deps.logger,
    telemetry: deps.telemetry,
    host: config.HOST,
    port: config.PORT,
    internalPort: config.INTERNAL_PORT,
    app: createCartApp(deps, config),
    internalApp: createCartInternalApp(deps),
    close: deps.close,
  };
});
