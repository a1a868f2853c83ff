import { eventSchemas } from "@shopeasy/contracts/events";
import { queues } from "@shopeasy/contracts/resources";
import { startConsumer } from "@shopeasy/platform/queue/consumer";
import { z } from "zod";
import type { Deps } from "./deps";
import { takeOutCalls } from "./ordered/take-out-calls";
import { takeOutOrdered } from "./ordered/take-out-ordered";
import { eraseCart } from "./personal-data/erase-cart";

const name = "cart-events";

const CartEvent = z.union([eventSchemas["order.paid"], eventSchemas["user.erased"]]);

/** Takes paid orders from the queue, and what was ordered out of the carts; and erased customers, and empties theirs. */
export function consumeEvents(deps: Deps, queueUrl: string): { stop(): Promise<void> } {
  const { sqs, logger, metrics } = deps;
  const calls = takeOutCalls(deps);
  return startConsumer({
    sqs,
    queueUrl,
    name,
    logger,
    metrics,
    visibilityTimeoutSeconds: queues[name].visibilityTimeoutSeconds,
    handle: ({ body }) => {
      const event = CartEvent.parse(body);
      if (event.type === "user.erased") return eraseCart(deps, event.data.userId);
      return takeOutOrdered(deps, event, calls);
    },
  });
}
