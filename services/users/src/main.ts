import { runService } from "@shopeasy/platform/runtime/run-service";
import { createUsersApp, createUsersInternalApp } from "./app";
import { readConfig } from "./config";
import { createDeps } from "./deps";

runService("users", async () => {
  const config = readConfig();
  const deps = createDeps(config);
  await deps.flags.loaded();
  return {
    logger: deps.logger,
    telemetry: deps.telemetry,
    host: config.HOST,
    port: config.PORT,
    internalPort: config.INTERNAL_PORT,
    app: createUsersApp(deps, config),
    internalApp: createUsersInternalApp(deps),
    close: deps.close,
  };
});
