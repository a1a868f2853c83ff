import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@shopeasy/platform/aws/clients";
import { createLogger, type Logger } from "@shopeasy/platform/logging/logger";
import { configureTracing } from "@shopeasy/platform/tracing/tracing";
import type { InventoryStreamConfig } from "./config";

export interface Deps {
  dynamo: DynamoDBDocumentClient;
  table: string;
  logger: Logger;
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
  return {
    dynamo: documentClient({ region, endpoint: config.AWS_ENDPOINT_URL_DYNAMODB }),
    table: config.AVAILABILITY_TABLE,
    logger: createLogger({ service, version, level: config.LOG_LEVEL }),
    clock: { now: () => new Date() },
  };
}
