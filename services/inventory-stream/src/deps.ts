import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { shopMetrics } from "@shopeasy/contracts/metrics";
import { documentClient } from "@shopeasy/platform/aws/clients";
import { logMetrics } from "@shopeasy/platform/logging/log-metrics";
import { createLogger, type Logger } from "@shopeasy/platform/logging/logger";
import { createMetrics, type Metrics } from "@shopeasy/platform/metrics/metrics";
import { Telemetry } from "@shopeasy/platform/runtime/telemetry";
import { configureTracing } from "@shopeasy/platform/tracing/tracing";
import type { InventoryStreamConfig } from "./config";

export interface Deps {
  dynamo: DynamoDBDocumentClient;
  table: string;
  logger: Logger;
  metrics: Metrics;
  telemetry: Telemetry;
  /** Of the stream's changes, by what became of them. */
  changes: ReturnType<typeof changesOf>;
  clock: { now: () => Date };
}

const service = "inventory-stream";

/** Opens what a container of the lambda stands on; nothing is connected before it is needed. */
export function createDeps(config: InventoryStreamConfig): Deps {
  const { AWS_REGION: region, SERVICE_VERSION: version, AWS_XRAY_DAEMON_ADDRESS: daemonAddress } = config;
  configureTracing({
    service,
    version,
    daemonAddress,
    sampleRate: config.TRACE_SAMPLE_RATE,
    enabled: daemonAddress !== undefined,
  });
  const logger = createLogger({ service, version, level: config.LOG_LEVEL });
  const metrics = createMetrics({ service });
  logMetrics(metrics, logger);
  const telemetry = new Telemetry({ service, config, logger, metrics });
  telemetry.begin("lambda");
  return {
    dynamo: documentClient({ region, endpoint: config.AWS_ENDPOINT_URL_DYNAMODB, metrics }),
    table: config.AVAILABILITY_TABLE,
    logger,
    metrics,
    telemetry,
    changes: changesOf(metrics),
    clock: { now: () => new Date() },
  };
}

const changesOf = (metrics: Metrics) => metrics.counter(shopMetrics, "availability_changes_total");
