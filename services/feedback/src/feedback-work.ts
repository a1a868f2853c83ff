import { startDynamoRelay } from "@shopeasy/platform/dynamo-outbox/relay";
import { startConsumer } from "@shopeasy/platform/queue/consumer";
import { FeedbackSubmission } from "./customer-feedback/submit-feedback";
import { takeFeedback } from "./customer-feedback/take-feedback";
import type { Deps } from "./deps";
import { publishReview } from "./reviews/publish-review";
import { Submission } from "./reviews/submission";
import { takeEvent } from "./take-event";

/** More than a product's ratings are written with at once, so that no product keeps others waiting. */
const reviewsAtOnce = 40;

/** All that the worker does until it is stopped: stores what customers sent, tells of it, and hears of others' events. */
export function startFeedbackWork(deps: Deps): { stop(): Promise<void> } {
  const relay = startDynamoRelay({ ...deps, client: deps.dynamo, table: deps.tables.outbox });
  /** What `take` gives is false where it has put nothing into the outbox. */
  const takeFrom = (
    name: string,
    queueUrl: string,
    take: (body: unknown) => Promise<unknown>,
    concurrency = 10,
  ) =>
    startConsumer({
      ...deps,
      queueUrl,
      name,
      concurrency,
      handle: async ({ body }) => {
        if ((await take(body)) !== false) relay.wake();
      },
    });
  const { queues } = deps;
  const parts = [
    takeFrom("reviews", queues.reviews, (body) => publishReview(deps, Submission.parse(body)), reviewsAtOnce),
    takeFrom("feedback", queues.feedback, (body) => takeFeedback(deps, FeedbackSubmission.parse(body))),
    takeFrom("feedback-events", queues.events, (body) => takeEvent(deps, body)),
  ];
  return {
    async stop() {
      await Promise.all(parts.map((part) => part.stop()));
      await relay.stop();
    },
  };
}
