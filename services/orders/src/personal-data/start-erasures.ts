import { eventSchemas } from "@shopeasy/contracts/events";
import { queues } from "@shopeasy/contracts/resources";
import { startConsumer } from "@shopeasy/platform/queue/consumer";
import { startPeriodic } from "@shopeasy/platform/runtime/periodic";
import type { Deps } from "../deps";
import { eraseCustomer, eraseLateOrders } from "./erase-customer";
import { finishErasures } from "./finish-erasures";

const name = "orders-events";

/** Takes erased customers from the queue, and sees their orders' erasure through. */
export function startErasures(
  deps: Deps,
  { queueUrl, waitsDays }: { queueUrl: string; waitsDays: number },
): { stop(): Promise<void> } {
  const { logger } = deps;
  const parts = [
    startConsumer({
      ...deps,
      queueUrl,
      name,
      visibilityTimeoutSeconds: queues[name].visibilityTimeoutSeconds,
      handle: ({ body }) => eraseCustomer(deps, eventSchemas["user.erased"].parse(body).data.userId),
    }),
    startPeriodic({ name: "late-orders", everyMs: 5_000, logger, work: () => eraseLateOrders(deps) }),
    startPeriodic({ name: "erasures", everyMs: 2_000, logger, work: () => finishErasures(deps, waitsDays) }),
  ];
  return { stop: async () => void (await Promise.all(parts.map((part) => part.stop()))) };
}
