import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import {
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  PutRecordsCommand,
} from "@aws-sdk/client-kinesis";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { eventually } from "@shopeasy/testing/eventually";
import { testGround } from "@shopeasy/testing/test-ground";
import type { CloudPorts } from "../start-cloud";
import { type CloudProcess, startCloudProcess } from "./cloud-process";

const running: CloudProcess[] = [];
const starters: ChildProcess[] = [];
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "shopeasy-cloud-"));
});
afterEach(async () => {
  for (const starter of starters.splice(0)) starter.kill("SIGKILL");
  await Promise.all(running.splice(0).map((cloud) => cloud.end("SIGKILL")));
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(ports: CloudPorts = {}): Promise<CloudProcess> {
  const cloud = await startCloudProcess({ dataDir, ports });
  running.push(cloud);
  return cloud;
}

const at = (endpoint: string) => ({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  maxAttempts: 1,
});

const s3At = ({ endpoints }: CloudProcess) => new S3Client({ ...at(endpoints.s3), forcePathStyle: true });

/** Writes pairs of a review and its outbox row, until the cloud is gone; gives the numbers that were answered. */
/** Writes until it is refused, and notes what was answered. */
async function writePairs(dynamodb: DynamoDBClient, answered: number[]): Promise<void> {
  for (let number = 0; ; number += 1) {
    const TransactItems = ["review", "outbox"].map((pk) => ({
      Put: {
        TableName: "feedback",
        Item: {
          pk: { S: pk },
          sk: { S: String(number) },
          listedUnder: { S: "all" },
          id: { S: `${pk}-${number}` },
        },
      },
    }));
    try {
      await dynamodb.send(new TransactWriteItemsCommand({ TransactItems }));
    } catch {
      return;
    }
    answered.push(number);
  }
}

async function numbersOf(dynamodb: DynamoDBClient, pk: string): Promise<number[]> {
  const query = {
    TableName: "feedback",
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": { S: pk } },
  };
  const { Items = [] } = await dynamodb.send(new QueryCommand(query));
  return Items.map(({ sk }) => Number(sk?.S)).sort((a, b) => a - b);
}

test("a kill in the middle of transactions loses none that was answered, and leaves none half done", async () => {
  const first = await start();
  const answered: number[] = [];
  const writing = writePairs(new DynamoDBClient(at(first.endpoints.dynamodb)), answered);
  await eventually(async () => expect(answered.length).toBeGreaterThan(20));

  await first.end("SIGKILL");

  await writing;
  const second = await start();
  const dynamodb = new DynamoDBClient(at(second.endpoints.dynamodb));
  const reviews = await numbersOf(dynamodb, "review");
  const indexed = await dynamodb.send(new ScanCommand({ TableName: "feedback", IndexName: "newest" }));
  expect(reviews).toEqual(expect.arrayContaining(answered));
  expect(await numbersOf(dynamodb, "outbox")).toEqual(reviews);
  expect(indexed.Count).toBe(2 * reviews.length);
});

test("messages, subscriptions and mails outlive a kill, and a restart on other ports finds them", async () => {
  const first = await start();
  const attributes = { type: { DataType: "String", StringValue: "order.paid" } };
  await new SQSClient(at(first.endpoints.sqs)).send(
    new SendMessageCommand({ QueueUrl: first.environment.REVIEWS_QUEUE_URL, MessageBody: "a review" }),
  );
  await new SESv2Client(at(first.endpoints.sesv2)).send(
    new SendEmailCommand({
      FromEmailAddress: "shop@shopeasy.test",
      Destination: { ToAddresses: ["ann@shopeasy.test"] },
      Content: { Simple: { Subject: { Data: "Kept" }, Body: { Text: { Data: "Hello" } } } },
    }),
  );
  await first.end("SIGKILL");

  const second = await start();

  const sqs = new SQSClient(at(second.endpoints.sqs));
  const receive = async (queue: string) => {
    const ask = new ReceiveMessageCommand({ QueueUrl: second.environment[queue], WaitTimeSeconds: 2 });
    return (await sqs.send(ask)).Messages?.map(({ Body }) => Body);
  };
  await new SNSClient(at(second.endpoints.sns)).send(
    new PublishCommand({
      TopicArn: second.environment.EVENTS_TOPIC_ARN,
      Message: "an order",
      MessageAttributes: attributes,
    }),
  );
  expect(await receive("REVIEWS_QUEUE_URL")).toEqual(["a review"]);
  expect(await receive("CART_EVENTS_QUEUE_URL")).toEqual(["an order"]);
  const mails = (await (await fetch(second.endpoints.mail)).json()) as { subject: string }[];
  expect(mails.map(({ subject }) => subject)).toEqual(["Kept"]);
});

test("images and stream records outlive a kill", async () => {
  const first = await start();
  const image = { Bucket: "images", Key: "tent.svg" };
  await s3At(first).send(new PutObjectCommand({ ...image, Body: "<svg/>" }));
  const Records = [{ PartitionKey: "TENT", Data: Buffer.from("3 left") }];
  const { Records: put = [] } = await new KinesisClient(at(first.endpoints.kinesis)).send(
    new PutRecordsCommand({ StreamName: "inventory", Records }),
  );
  await first.end("SIGKILL");

  const second = await start();

  const kept = await s3At(second).send(new GetObjectCommand(image));
  expect(await kept.Body?.transformToString()).toBe("<svg/>");
  const kinesis = new KinesisClient(at(second.endpoints.kinesis));
  const { ShardIterator } = await kinesis.send(
    new GetShardIteratorCommand({
      StreamName: "inventory",
      ShardId: put[0]?.ShardId,
      ShardIteratorType: "AT_SEQUENCE_NUMBER",
      StartingSequenceNumber: put[0]?.SequenceNumber,
    }),
  );
  const { Records: read = [] } = await kinesis.send(new GetRecordsCommand({ ShardIterator }));
  expect(read.map(({ Data }) => Buffer.from(Data ?? "").toString())).toEqual(["3 left"]);
});

test("a restart keeps what tables expire by, and the ports it is given", async () => {
  const first = await start();
  await first.end("SIGTERM");

  const second = await start(first.ports);

  const dynamodb = new DynamoDBClient(at(second.endpoints.dynamodb));
  const { TimeToLiveDescription } = await dynamodb.send(
    new DescribeTimeToLiveCommand({ TableName: "carts" }),
  );
  expect(second.endpoints).toEqual(first.endpoints);
  expect(TimeToLiveDescription?.AttributeName).toBe("expiresAt");
});

test("it stops in good order, also under connections that wait", async () => {
  const cloud = await start();
  const ask = new ReceiveMessageCommand({
    QueueUrl: cloud.environment.REVIEWS_QUEUE_URL,
    WaitTimeSeconds: 20,
  });
  const waiting = new SQSClient(at(cloud.endpoints.sqs)).send(ask).catch(() => "cut off");
  await pause(100);

  const code = await cloud.end("SIGTERM");

  expect(code).toBe(0);
  await waiting;
});

test("it ends when whoever started it is killed", async () => {
  const starter = `
    const child = require("node:child_process").spawn(process.execPath, [process.argv[1]], { stdio: ["ignore", "inherit", "inherit"] });
    console.error(child.pid);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ["-e", starter, testGround().cloudProgram], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  starters.push(parent);
  const [pid] = await once(createInterface(parent.stderr), "line");
  await once(createInterface(parent.stdout), "line");

  parent.kill("SIGKILL");

  await eventually(() => expect(() => process.kill(Number(pid), 0)).toThrow("ESRCH"));
});

test("a taken port is told in one line", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as { port: number };

  const attempt = start({ kinesis: port });

  await expect(attempt).rejects.toThrow(/^Kinesis cannot listen: its port is taken .*\.\n$/);
  other.close();
});

test("data that another cloud has open is told in one line", async () => {
  await start();

  const attempt = start();

  await expect(attempt).rejects.toThrow(/^Another ShopEasy runs on this data\. .*\.\n$/);
});

test("broken data is told in one line", async () => {
  writeFileSync(join(dataDir, "dynamodb"), "not a folder");

  const attempt = start();

  await expect(attempt).rejects.toThrow(/^DynamoDB cannot use its data .* --reset.*\.\n$/);
});
