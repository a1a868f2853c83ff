import type { SESv2Client } from "@aws-sdk/client-sesv2";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { OrderId } from "@shopeasy/contracts/ids";
import { getOrderConfirmations, mostConfirmationsAtOnce } from "@shopeasy/contracts/internal/orders";
import { documentClient, sesClient } from "@shopeasy/platform/aws/clients";
import { GatheredCalls } from "@shopeasy/platform/gathered-calls";
import type { InternalClient } from "@shopeasy/platform/internal-client/call-definition";
import { createInternalClient } from "@shopeasy/platform/internal-client/client";
import { logMetrics } from "@shopeasy/platform/logging/log-metrics";
import { createLogger, type Logger } from "@shopeasy/platform/logging/logger";
import { createMetrics, type Metrics } from "@shopeasy/platform/metrics/metrics";
import { Telemetry } from "@shopeasy/platform/runtime/telemetry";
import { configureTracing } from "@shopeasy/platform/tracing/tracing";
import type { z } from "zod";
import type { NotificationsConfig } from "./config";
import { type ClaimPut, claimTogether, mostClaimsAtOnce } from "./sending/claim-together";
import { type MailCounts, mailCounts } from "./sending/mail-counts";
import { mostOutcomesAtOnce, noteOutcomes, type SettledNotification } from "./sending/note-outcomes";
import { mostSuppressionsAtOnce, readSuppressed } from "./suppression/read-suppressed";

export interface Deps {
  dynamo: DynamoDBDocumentClient;
  ses: SESv2Client;
  /** Calls the services. */
  client: InternalClient;
  table: string;
  /** Claims notifications together, and gives the tokens of the claims that were made. */
  claims: GatheredCalls<ClaimPut, ReadonlySet<string>>;
  /** What the confirmations of orders say, asked for together. */
  confirmations: GatheredCalls<OrderId, z.output<typeof getOrderConfirmations.response>>;
  /** Which keys of addresses take no more mail, asked for together. */
  suppressed: GatheredCalls<string, ReadonlySet<string>>;
  /** Notes what became of notifications, together. */
  outcomes: GatheredCalls<SettledNotification, void>;
  publicUrl: string;
  mailFrom: string;
  staffMail: readonly string[];
  returnsAddress: string | undefined;
  configurationSet: string | undefined;
  logger: Logger;
  metrics: Metrics;
  telemetry: Telemetry;
  counts: MailCounts;
  clock: { now: () => Date };
  close: () => Promise<void>;
}

const service = "notifications";

/** Messages of one batch come to the same step within this time; nobody notices it of a mail. */
const gatherMs = 30;

/** Opens what a container of the lambda stands on; nothing is connected before it is needed. */
export function createDeps(config: NotificationsConfig): Deps {
  const { AWS_REGION: region, SERVICE_VERSION: version, AWS_XRAY_DAEMON_ADDRESS: daemonAddress } = config;
  const logger = createLogger({ service, version, level: config.LOG_LEVEL });
  configureTracing({
    service,
    version,
    daemonAddress,
    sampleRate: config.TRACE_SAMPLE_RATE,
    enabled: daemonAddress !== undefined,
  });
  const metrics = createMetrics({ service });
  logMetrics(metrics, logger);
  const telemetry = new Telemetry({ service, config, logger, metrics });
  telemetry.begin("lambda");
  const dynamo = documentClient({ region, endpoint: config.AWS_ENDPOINT_URL_DYNAMODB, metrics });
  const ses = sesClient({ region, endpoint: config.AWS_ENDPOINT_URL_SESV2, metrics });
  const table = config.NOTIFICATIONS_TABLE;
  const client = createInternalClient({
    baseUrls: {
      users: config.USERS_URL,
      catalog: config.CATALOG_URL,
      orders: config.ORDERS_URL,
      feedback: config.FEEDBACK_URL,
    },
    service,
    secrets: config.SERVICE_TOKEN_SECRET,
    logger,
    metrics,
  });
  return {
    dynamo,
    ses,
    client,
    table,
    // All messages of a batch come to it in one turn of the event loop.
    claims: new GatheredCalls((puts) => claimTogether(dynamo, puts), {
      forMs: 0,
      mostInACall: mostClaimsAtOnce,
    }),
    confirmations: new GatheredCalls(
      (asked) => client.call(getOrderConfirmations, { body: { orderIds: [...new Set(asked)] } }),
      { forMs: gatherMs, mostInACall: mostConfirmationsAtOnce },
    ),
    suppressed: new GatheredCalls((keys) => readSuppressed({ dynamo, table }, keys), {
      forMs: gatherMs,
      mostInACall: mostSuppressionsAtOnce,
    }),
    outcomes: new GatheredCalls((settled) => noteOutcomes({ dynamo, table }, settled), {
      forMs: gatherMs,
      mostInACall: mostOutcomesAtOnce,
    }),
    publicUrl: config.PUBLIC_URL,
    mailFrom: config.MAIL_FROM,
    staffMail: config.STAFF_MAIL,
    returnsAddress: config.RETURNS_ADDRESS,
    configurationSet: config.MAIL_CONFIGURATION_SET,
    logger,
    metrics,
    telemetry,
    counts: mailCounts(metrics),
    clock: { now: () => new Date() },
    async close() {
      await client.close();
      dynamo.destroy();
      ses.destroy();
    },
  };
}
