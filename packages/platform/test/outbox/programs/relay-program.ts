import { appendFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { openDatabase } from "@shopeasy/platform/database/connect";
import { createLogger } from "@shopeasy/platform/logging/logger";
import { createMetrics } from "@shopeasy/platform/metrics/metrics";
import { startRelay } from "@shopeasy/platform/outbox/relay";

/** A relay as a process of its own, to be killed: it notes the id of each event that it publishes in a file. */
const [url = "", published = ""] = process.argv.slice(2);

startRelay({
  database: openDatabase({ url, schema: {}, poolSize: 2, name: "relay" }),
  async publish(events) {
    for (const { event } of events) {
      appendFileSync(published, `${event.id}\n`);
      await delay(1);
    }
    return new Set();
  },
  logger: createLogger({ service: "relay", level: "error" }),
  metrics: createMetrics({ service: "relay" }),
  batchSize: 20,
});
