import { runService } from "@shopeasy/platform/runtime/run-service";
import { createCatalogApp, createCatalogInternalApp } from "./app";
import { readConfig } from "./config";
import { createDeps } from "./deps";

runService("catalog", async () => {
  const config = readConfig();
  const deps = createDeps(config);
  return {
    logger: deps.logger,
    host: config.HOST,
    port: config.PORT,
    internalPort: config.INTERNAL_PORT,
    app: createCatalogApp(deps, config),
    internalApp: createCatalogInternalApp(deps),
    close: deps.close,
  };
});
