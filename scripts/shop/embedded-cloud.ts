import { join } from "node:path";
import { apiPrefix } from "@shopeasy/contracts/route-table";
import type { CloudEndpoints } from "../cloud/declare";
import type { PortBlock } from "./port-block";
import type { OnProcessEvent } from "./restarts";
import type { Secrets, ShopDirectory } from "./shop-directory";
import { SupervisedProcess } from "./supervised-process";

export interface EmbeddedCloud {
  process: SupervisedProcess;
  endpoints: CloudEndpoints & { payments: string };
  /** What a service's environment has to hold to find all of it. */
  environment: Record<string, string>;
}

interface CloudSetting {
  directory: ShopDirectory;
  build: string;
  secrets: Secrets;
  ports: PortBlock;
  /** Where the payment gateway sends its events. */
  shopPort: number;
  traceRate: number;
  tell: OnProcessEvent;
}

/** What an endpoint at Stripe is to be told of. */
export const webhookEvents = [
  "payment_intent.amount_capturable_updated",
  "payment_intent.payment_failed",
  "payment_intent.canceled",
  "payment_intent.succeeded",
  "charge.refunded",
  "refund.updated",
  "refund.failed",
  "charge.dispute.created",
  "charge.dispute.closed",
];

const parts = ["DYNAMODB", "QUEUES", "KINESIS", "MAIL", "XRAY", "PAYMENTS", "STATUS"];

/** Starts what plays AWS and the payment gateway, as a process on fixed ports, so that a restart is found again. */
export async function startEmbeddedCloud(setting: CloudSetting): Promise<EmbeddedCloud> {
  const { directory, secrets } = setting;
  const ports: Record<string, string> = {};
  for (const part of parts) ports[`CLOUD_PORT_${part}`] = String(await setting.ports.next());

  const status = `http://127.0.0.1:${ports.CLOUD_PORT_STATUS}/`;
  const plan = {
    name: "cloud",
    program: join(setting.build, "scripts/cloud/main.js"),
    environment: {
      ...ports,
      CLOUD_DATA_DIR: join(directory.path, "cloud"),
      TRACE_SAMPLE_RATE: String(setting.traceRate),
      PAYMENTS_WEBHOOK_SECRET: secrets.stripeWebhook,
      PAYMENTS_WEBHOOK_URL: `http://127.0.0.1:${setting.shopPort}${apiPrefix}/payments/webhook`,
      PAYMENTS_WEBHOOK_EVENTS: webhookEvents.join(),
    },
    health: status,
    logFile: directory.logFile("cloud"),
    // Emulators make much garbage: a small nursery keeps the process small, and one that is too small keeps it busy.
    flags: ["--max-semi-space-size=8"],
  };
  const cloud = new SupervisedProcess(plan, setting.tell);
  await cloud.start();
  const found = await fetch(status);
  return { process: cloud, ...((await found.json()) as Pick<EmbeddedCloud, "endpoints" | "environment">) };
}
