import { runWorker } from "@shopeasy/platform/runtime/run-worker";
import { createCartInternalApp } from "./app";
import { startSweeper } from "./changes/start-sweeper";
import { readConfig } from "./config";
import { consumeEvents } from "./consume-events";
import { createDeps } from "./deps";

runWorker("cart-worker", async () => {
  const config = readConfig();
  const deps = createDeps(config);
  await deps.flags.loaded();
  const parts = [startSweeper(deps), consumeEvents(deps, config.CART_EVENTS_QUEUE_URL)];
  return {
    logger: deps.logger,
    telemetry: deps.telemetry,
    host: config.HOST,
    internalPort: config.INTERNAL_PORT,
    internalApp: createCartInternalApp(deps, []),
    stop: async () => void (await Promise.all(parts.map((part) => part.stop()))),
    close: deps.close,
  };
});
