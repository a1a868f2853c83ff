import { eventSchemas } from "@shopeasy/contracts/events";
import { queues } from "@shopeasy/contracts/resources";
import { startConsumer } from "@shopeasy/platform/queue/consumer";
import type { Deps } from "../deps";
import { takeOutOrdered } from "./take-out-ordered";

const name = "cart-events";

/** Takes paid orders from the queue, and what was ordered out of the carts. */
export function consumeOrders(deps: Deps, queueUrl: string): { stop(): Promise<void> } {
  const { sqs, logger, metrics } = deps;
  return startConsumer({
    sqs,
    queueUrl,
    name,
    logger,
    metrics,
    visibilityTimeoutSeconds: queues[name].visibilityTimeoutSeconds,
    handle: ({ body }) => takeOutOrdered(deps, eventSchemas["order.paid"].parse(body)),
  });
}
