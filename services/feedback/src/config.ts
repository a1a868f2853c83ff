import { readEnvironment, serviceEnvironment } from "@shopeasy/platform/config/environment";
import { z } from "zod";

const environment = z.object({
  ...serviceEnvironment,
  FEEDBACK_TABLE: z.string().min(1),
  FEEDBACK_OUTBOX_TABLE: z.string().min(1),
  REVIEWS_QUEUE_URL: z.url(),
  FEEDBACK_QUEUE_URL: z.url(),
  FEEDBACK_EVENTS_QUEUE_URL: z.url(),
  EVENTS_TOPIC_ARN: z.string().min(1),
  /** Knows which products there are. */
  CATALOG_URL: z.url(),
});

export type FeedbackConfig = z.infer<typeof environment>;

/** What the feedback service is told by its environment. Throws a ConfigurationError that names every fault. */
export const readConfig = (): FeedbackConfig => readEnvironment(environment, process.env);

/** What it takes to recount ratings by hand. */
export const readRecountConfig = () =>
  readEnvironment(
    environment.pick({
      AWS_REGION: true,
      AWS_ENDPOINT_URL_DYNAMODB: true,
      FEEDBACK_TABLE: true,
      FEEDBACK_OUTBOX_TABLE: true,
    }),
    process.env,
  );
