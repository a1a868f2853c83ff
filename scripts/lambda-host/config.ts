import { type QueueName, queues, variableFor } from "@shopeasy/contracts/resources";
import { readEnvironment } from "@shopeasy/platform/config/environment";
import { z } from "zod";

const environment = z.object({
  /** The lambda's name, and the bundle that exports its `handler`. */
  LAMBDA_NAME: z.string().min(1),
  LAMBDA_HANDLER: z.string().min(1),
  /** What invokes it: a queue or a stream, by its declared name. */
  LAMBDA_QUEUE: z.enum(Object.keys(queues) as [QueueName, ...QueueName[]]).optional(),
  LAMBDA_STREAM: z.string().min(1).optional(),
  INTERNAL_PORT: z.coerce.number().int().min(0).max(65_535),
  AWS_REGION: z.string().min(1),
  AWS_ENDPOINT_URL_SQS: z.url(),
  AWS_ENDPOINT_URL_KINESIS: z.url(),
});

/** What the lambda host was told by its supervisor. Throws a ConfigurationError that names every fault. */
export function readLambdaHostConfig() {
  const config = readEnvironment(environment, process.env);
  const queueUrl = config.LAMBDA_QUEUE && process.env[variableFor("queue", config.LAMBDA_QUEUE)];
  return { ...config, queueUrl };
}

export type LambdaHostConfig = ReturnType<typeof readLambdaHostConfig>;
