import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import {
  buckets,
  eventsTopic,
  inventoryStream,
  type QueueDeclaration,
  queues,
  type TableDeclaration,
  tables,
  variableFor,
} from "@shopeasy/contracts/resources";
import { declareBucket } from "@shopeasy/testing/declare-bucket";
import { declareQueue } from "@shopeasy/testing/declare-queue";
import { declareStream } from "@shopeasy/testing/declare-stream";
import { declareTable } from "@shopeasy/testing/declare-table";
import { declareSubscription, declareTopic } from "@shopeasy/testing/declare-topic";
import { clientFor, localAccount } from "./local-account";

/** Where the parts of the embedded cloud listen. */
export interface CloudEndpoints {
  dynamodb: string;
  sqs: string;
  sns: string;
  s3: string;
  kinesis: string;
  sesv2: string;
  /** Host and port. */
  xray: string;
  /** Gives the inbox as JSON, newest mail first. */
  mail: string;
}

/**
 * Makes every queue, topic, subscription, table, stream and bucket of the shop that is not there yet, and gives
 * the environment in which services find them.
 */
export async function declareResources(endpoints: CloudEndpoints): Promise<Record<string, string>> {
  const [messaging, tableNames, streamName, bucketNames] = await Promise.all([
    declareMessaging(endpoints),
    declareTables(endpoints),
    declareInventoryStream(endpoints),
    declareBuckets(endpoints),
  ]);
  return { ...environmentOf(endpoints), ...messaging, ...tableNames, ...streamName, ...bucketNames };
}

/** How an AWS SDK client in a service finds the embedded cloud. */
function environmentOf(endpoints: CloudEndpoints): Record<string, string> {
  return {
    ...localAccount,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_SNS: endpoints.sns,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_KINESIS: endpoints.kinesis,
    AWS_ENDPOINT_URL_SESV2: endpoints.sesv2,
    AWS_XRAY_DAEMON_ADDRESS: endpoints.xray,
  };
}

/** On a laptop nobody may ever take what is meant for others' systems: a day of it is kept. */
const keptHere = (declaration: QueueDeclaration): QueueDeclaration =>
  declaration.isOthers ? { ...declaration, retentionSeconds: 86_400 } : declaration;

async function declareMessaging(endpoints: CloudEndpoints) {
  const sqs = new SQSClient(clientFor(endpoints.sqs));
  const sns = new SNSClient(clientFor(endpoints.sns));
  try {
    const topicArn = await declareTopic(sns, eventsTopic);
    const environment: Record<string, string> = { EVENTS_TOPIC_ARN: topicArn };
    const declarations: [string, QueueDeclaration][] = Object.entries(queues);
    for (const [name, declaration] of declarations) {
      const { url, arn } = await declareQueue(sqs, name, keptHere(declaration));
      await declareSubscription(sns, topicArn, arn, declaration.subscribesTo);
      if (declaration.fedBy) {
        await declareSubscription(sns, await declareTopic(sns, declaration.fedBy), arn, "all");
      }
      environment[variableFor("queue", name)] = url;
    }
    return environment;
  } finally {
    sqs.destroy();
    sns.destroy();
  }
}

async function declareTables({ dynamodb }: CloudEndpoints) {
  const client = new DynamoDBClient(clientFor(dynamodb));
  try {
    const declarations: [string, TableDeclaration][] = Object.entries(tables);
    await Promise.all(declarations.map(([name, declaration]) => declareTable(client, name, declaration)));
    return Object.fromEntries(declarations.map(([name]) => [variableFor("table", name), name]));
  } finally {
    client.destroy();
  }
}

async function declareInventoryStream({ kinesis }: CloudEndpoints) {
  const client = new KinesisClient(clientFor(kinesis));
  try {
    await declareStream(client, inventoryStream);
    return { INVENTORY_STREAM: inventoryStream };
  } finally {
    client.destroy();
  }
}

async function declareBuckets({ s3 }: CloudEndpoints) {
  const client = new S3Client({ ...clientFor(s3), forcePathStyle: true });
  try {
    const names = Object.keys(buckets);
    await Promise.all(names.map((name) => declareBucket(client, name)));
    return Object.fromEntries(names.map((name) => [variableFor("bucket", name), name]));
  } finally {
    client.destroy();
  }
}
