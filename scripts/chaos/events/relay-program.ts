import { snsClient } from "@shopeasy/platform/aws/clients";
import { openDatabase } from "@shopeasy/platform/database/connect";
import { createPublisher } from "@shopeasy/platform/events/publish";
import { createLogger } from "@shopeasy/platform/logging/logger";
import { createMetrics } from "@shopeasy/platform/metrics/metrics";
import { startRelay } from "@shopeasy/platform/outbox/relay";
import type { RelayArguments } from "./relay-process";

/** A relay as a worker has it, in a process of its own that is killed over and over. */
function main({ databaseUrl, topicArn, endpoint }: RelayArguments): void {
  const logger = createLogger({ service: "relay", level: "error" });
  const sns = snsClient({ region: "us-east-1", endpoint });
  startRelay({
    database: openDatabase({ url: databaseUrl, schema: {}, poolSize: 2, name: "relay" }),
    publish: createPublisher({ sns, topicArn, logger }),
    logger,
    metrics: createMetrics({ service: "relay" }),
  });
}

main(JSON.parse(process.argv[2] ?? "{}") as RelayArguments);
