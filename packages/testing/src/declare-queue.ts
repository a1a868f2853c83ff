import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { QueueDeclaration } from "@shopeasy/contracts/resources";

export interface DeclaredQueue {
  url: string;
  arn: string;
  deadLetterUrl: string;
}

/** As SQS itself would, where nothing is said. */
const usualRetentionSeconds = 4 * 24 * 3600;
/** Two weeks, the longest that SQS keeps a message. */
const deadLetterRetentionSeconds = String(14 * 24 * 3600);

/** Makes a queue as declared, under this name, with its dead-letter queue; one that is there gets these settings. */
export async function declareQueue(
  sqs: SQSClient,
  name: string,
  declaration: QueueDeclaration,
): Promise<DeclaredQueue> {
  const deadLetter = await makeQueue(sqs, `${name}-dlq`, {
    MessageRetentionPeriod: deadLetterRetentionSeconds,
  });
  const queue = await makeQueue(sqs, name, {
    VisibilityTimeout: String(declaration.visibilityTimeoutSeconds),
    MessageRetentionPeriod: String(declaration.retentionSeconds ?? usualRetentionSeconds),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: deadLetter.arn,
      maxReceiveCount: declaration.maxReceiveCount,
    }),
  });
  return { ...queue, deadLetterUrl: deadLetter.url };
}

async function makeQueue(sqs: SQSClient, name: string, attributes: Record<string, string>) {
  // Made bare and then set, since making one that is there with other settings is an error.
  const created = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const url = await addressNow(sqs, created.QueueUrl ?? "");
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: attributes }));
  const ask = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] });
  const { Attributes } = await sqs.send(ask);
  return { url, arn: Attributes?.QueueArn ?? "" };
}

/** The emulator remembers the address that a queue was made at, which may have been another port. */
async function addressNow(sqs: SQSClient, url: string): Promise<string> {
  const endpoint = await sqs.config.endpoint?.();
  if (!endpoint) return url;
  const port = endpoint.port ? `:${endpoint.port}` : "";
  return `${endpoint.protocol}//${endpoint.hostname}${port}${new URL(url).pathname}`;
}
