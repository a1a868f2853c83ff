import { queues } from "@shopeasy/contracts/resources";
import { startConsumer } from "@shopeasy/platform/queue/consumer";
import { startPeriodic } from "@shopeasy/platform/runtime/periodic";
import type { Deps } from "../deps";
import { startCourier } from "./courier";
import { forgetDeliveries } from "./forget-deliveries";
import { planDeliveries } from "./plan-deliveries";

const name = "webhooks-events";
const hourly = 3_600_000;

/** Takes events from the queue and sends them to the webhooks that want them. */
export function startWebhooks(deps: Deps, queueUrl: string): { stop(): Promise<void> } {
  const { logger, sqs, metrics } = deps;
  const courier = startCourier(deps);
  const consumer = startConsumer({
    sqs,
    queueUrl,
    name,
    logger,
    metrics,
    visibilityTimeoutSeconds: queues[name].visibilityTimeoutSeconds,
    async handle({ body }) {
      if ((await planDeliveries(deps, body)) > 0) courier.wake();
    },
  });
  const parts = [
    consumer,
    courier,
    startPeriodic({ name: "webhook-log", everyMs: hourly, logger, work: () => forgetDeliveries(deps) }),
  ];
  return {
    async stop() {
      await Promise.all(parts.map((part) => part.stop()));
    },
  };
}
