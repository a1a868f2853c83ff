import { runService } from "@shopeasy/platform/runtime/run-service";
import { createCatalogApp, createCatalogInternalApp } from "./app";
import { readConfig } from "./config";
import { createDeps } from "./deps";
import { hearChanges } from "./freshness/hear-changes";
import { heedFlags } from "./freshness/heed-flags";

runService("catalog", async () => {
  const config = readConfig();
  const deps = createDeps(config);
  await deps.flags.loaded();
  const hearing = hearChanges(deps, config);
  heedFlags(deps);
  return {
    logger: deps.logger,
    telemetry: deps.telemetry,
    host: config.HOST,
    port: config.PORT,
    internalPort: config.INTERNAL_PORT,
    app: createCatalogApp(deps, config),
    internalApp: createCatalogInternalApp(deps),
    async close() {
      await hearing.stop();
      await deps.close();
    },
  };
});
