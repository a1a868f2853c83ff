import { type QueueName, queues, variableFor } from "@shopeasy/contracts/resources";
import { readEnvironment } from "@shopeasy/platform/config/environment";
import { z } from "zod";

const environment = z.object({
  /** The lambda's name, and the bundle that exports its `handler`. */
  LAMBDA_NAME: z.string().min(1),
  LAMBDA_HANDLER: z.string().min(1),
  /** What invokes it: queues, with commas between them, or a stream, by their declared names. */
  LAMBDA_QUEUES: z
    .string()
    .transform((list) => list.split(","))
    .pipe(z.array(z.enum(Object.keys(queues) as [QueueName, ...QueueName[]])))
    .default([]),
  LAMBDA_STREAM: z.string().min(1).optional(),
  /** The file that keeps how far the stream was handled; without one it is read from its beginning at each start. */
  LAMBDA_CHECKPOINTS: z.string().optional(),
  HOST: z.string().default("127.0.0.1"),
  INTERNAL_PORT: z.coerce.number().int().min(0).max(65_535),
  AWS_REGION: z.string().min(1),
  AWS_ENDPOINT_URL_SQS: z.url(),
  AWS_ENDPOINT_URL_KINESIS: z.url(),
});

/** What the lambda host was told by its supervisor. Throws a ConfigurationError that names every fault. */
export function readLambdaHostConfig() {
  const config = readEnvironment(environment, process.env);
  const queueUrls = config.LAMBDA_QUEUES.map((queue) => process.env[variableFor("queue", queue)] ?? "");
  return { ...config, queueUrls };
}

export type LambdaHostConfig = ReturnType<typeof readLambdaHostConfig>;
