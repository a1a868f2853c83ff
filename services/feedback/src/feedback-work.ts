import { eventSchemas } from "@shopeasy/contracts/events";
import { startDynamoRelay } from "@shopeasy/platform/dynamo-outbox/relay";
import { startConsumer } from "@shopeasy/platform/queue/consumer";
import type { Deps } from "./deps";
import { recordPurchases } from "./purchases/record-purchases";
import { publishReview } from "./reviews/publish-review";
import { Submission } from "./reviews/submission";

/** All that the worker does until it is stopped: publishes reviews and their events, and learns who bought what. */
export function startFeedbackWork(deps: Deps): { stop(): Promise<void> } {
  const relay = startDynamoRelay({ ...deps, client: deps.dynamo, table: deps.tables.outbox });
  const parts = [
    startConsumer({
      ...deps,
      queueUrl: deps.queues.reviews,
      name: "reviews",
      handle: async ({ body }) => {
        await publishReview(deps, Submission.parse(body));
        relay.wake();
      },
    }),
    startConsumer({
      ...deps,
      queueUrl: deps.queues.events,
      name: "feedback-events",
      handle: async ({ body }) => recordPurchases(deps, eventSchemas["order.paid"].parse(body)),
    }),
  ];
  return {
    async stop() {
      await Promise.all(parts.map((part) => part.stop()));
      await relay.stop();
    },
  };
}
