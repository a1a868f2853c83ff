import { z } from "zod";
import type { PaymentsOptions } from "./payments/payments";
import type { CloudOptions } from "./start-cloud";

const port = z.coerce.number().int().min(1).max(65_535).optional();

const environmentSchema = z.object({
  /** Where the cloud keeps its data; in memory, where none is given. */
  CLOUD_DATA_DIR: z.string().min(1).optional(),
  /** Where it listens; 0.0.0.0 in a container. */
  CLOUD_HOST: z.union([z.ipv4(), z.ipv6()]).optional(),
  CLOUD_PORT_DYNAMODB: port,
  CLOUD_PORT_QUEUES: port,
  CLOUD_PORT_KINESIS: port,
  CLOUD_PORT_MAIL: port,
  CLOUD_PORT_XRAY: port,
  CLOUD_PORT_PAYMENTS: port,
  /** Says over HTTP that all of it is ready, and where it is. */
  CLOUD_PORT_STATUS: port,
  /** With a secret, the payment gateway runs too, and signs its webhooks with it. */
  PAYMENTS_WEBHOOK_SECRET: z.string().min(1).optional(),
  PAYMENTS_WEBHOOK_URL: z.url().optional(),
  /** Which types of events go there, separated by commas; all where none are named. */
  PAYMENTS_WEBHOOK_EVENTS: z.string().min(1).optional(),
  /** What X-Ray's one sampling rule says; 1, where nothing is told. */
  TRACE_SAMPLE_RATE: z.coerce.number().min(0).max(1).optional(),
  CLOUD_SWEEP_EVERY_MS: z.coerce.number().int().min(10).optional(),
});

export interface CloudConfig extends CloudOptions {
  statusPort?: number | undefined;
  /** Left out where no payment gateway is wanted. */
  payments?: PaymentsOptions | undefined;
}

/** What the cloud's process was told by whoever started it. */
export function readCloudConfig(environment: NodeJS.ProcessEnv = process.env): CloudConfig {
  const given = environmentSchema.parse(environment);
  return {
    dataDir: given.CLOUD_DATA_DIR,
    host: given.CLOUD_HOST,
    sweepEveryMs: given.CLOUD_SWEEP_EVERY_MS,
    traceRate: given.TRACE_SAMPLE_RATE,
    statusPort: given.CLOUD_PORT_STATUS,
    payments: paymentsOf(given),
    ports: {
      dynamodb: given.CLOUD_PORT_DYNAMODB,
      queues: given.CLOUD_PORT_QUEUES,
      kinesis: given.CLOUD_PORT_KINESIS,
      mail: given.CLOUD_PORT_MAIL,
      xray: given.CLOUD_PORT_XRAY,
    },
  };
}

function paymentsOf(given: z.infer<typeof environmentSchema>): PaymentsOptions | undefined {
  const { PAYMENTS_WEBHOOK_SECRET: webhookSecret, PAYMENTS_WEBHOOK_URL: webhookUrl } = given;
  if (!webhookSecret) return undefined;
  const port = given.CLOUD_PORT_PAYMENTS;
  const webhookEvents = given.PAYMENTS_WEBHOOK_EVENTS?.split(",");
  const host = given.CLOUD_HOST;
  return { webhookSecret, webhookUrl, webhookEvents, ...(port && { port }), ...(host && { host }) };
}

/** The environment that tells a cloud's process these options. */
export function cloudVariables({ dataDir, ports = {}, sweepEveryMs }: CloudOptions): Record<string, string> {
  const variables = {
    CLOUD_DATA_DIR: dataDir,
    CLOUD_PORT_DYNAMODB: ports.dynamodb,
    CLOUD_PORT_QUEUES: ports.queues,
    CLOUD_PORT_KINESIS: ports.kinesis,
    CLOUD_PORT_MAIL: ports.mail,
    CLOUD_PORT_XRAY: ports.xray,
    CLOUD_SWEEP_EVERY_MS: sweepEveryMs,
  };
  const given = Object.entries(variables).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}
