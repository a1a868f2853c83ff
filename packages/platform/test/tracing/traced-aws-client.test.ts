import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { startXRayDaemon, type TraceDocument, type XRayDaemon } from "@shopeasy/testing/x-ray-daemon";
import {
  beginTrace,
  captureAwsClient,
  configureTracing,
  currentTraceId,
  openTrace,
} from "../../src/tracing/tracing";

let daemon: XRayDaemon;

beforeAll(async () => {
  daemon = await startXRayDaemon();
  configureTracing({ service: "cart", daemonAddress: daemon.address, sampleRate: 1, enabled: true });
});

afterAll(() => daemon.close());

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A stand-in for AWS that gives one answer to all calls and keeps their headers. */
async function anAwsThatAnswers(status: number, body: object) {
  const calls: IncomingMessage["headers"][] = [];
  const aws = { calls, failsAtFirst: 0 };
  const server = createServer((request, response) => {
    calls.push(request.headers);
    request.resume();
    response.writeHead(calls.length <= aws.failsAtFirst ? 500 : status, {
      "x-amzn-requestid": "REQUEST-1",
      "content-type": "application/x-amz-json-1.0",
    });
    response.end(JSON.stringify(body));
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");

  const config = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  };
  return Object.assign(aws, { config });
}

async function recorded(work: () => Promise<unknown>): Promise<{ id: string; parts: TraceDocument[] }> {
  const trace = beginTrace({});
  await trace.run(work).catch(() => undefined);
  trace.close();
  const { subsegments = [] } = await daemon.segmentOf(trace.id);
  return { id: trace.id, parts: subsegments };
}

const get = new GetItemCommand({ TableName: "carts", Key: { id: { S: "guest-cart-secret" } } });

test("a call is a part of the trace: which service, operation and table, and never the key", async () => {
  const aws = await anAwsThatAnswers(200, {});
  const dynamo = captureAwsClient(new DynamoDBClient(aws.config));

  const { id, parts } = await recorded(() => dynamo.send(get));

  expect(parts).toMatchObject([
    {
      name: "DynamoDB",
      namespace: "aws",
      aws: {
        operation: "GetItem",
        region: "us-east-1",
        table_name: "carts",
        request_id: "REQUEST-1",
        retries: 0,
      },
      http: { response: { status: 200 } },
    },
  ]);
  expect(aws.calls[0]?.["x-amzn-trace-id"]).toBe(`Root=${id};Parent=${parts[0]?.id};Sampled=1`);
  expect(daemon.datagrams.join()).not.toContain("guest-cart-secret");
});

test("a call that was tried again is one part, which tells how often, and takes what it cost along", async () => {
  const aws = await anAwsThatAnswers(200, { ConsumedCapacity: { TableName: "carts", CapacityUnits: 2.5 } });
  aws.failsAtFirst = 2;
  const dynamo = captureAwsClient(new DynamoDBClient({ ...aws.config, maxAttempts: 3 }));

  const { parts } = await recorded(() => dynamo.send(get));

  expect(aws.calls).toHaveLength(3);
  expect(new Set(aws.calls.map((headers) => headers["x-amzn-trace-id"])).size).toBe(1);
  expect(parts).toMatchObject([
    { name: "DynamoDB", aws: { retries: 2, consumed_capacity: 2.5 }, annotations: { retries: 2 } },
  ]);
  expect(parts[0]?.fault).toBeUndefined();
});

test("a call about many things tells how many and whose tables, and none of the things", async () => {
  const aws = await anAwsThatAnswers(200, {});
  const documents = DynamoDBDocumentClient.from(captureAwsClient(new DynamoDBClient(aws.config)));
  const Put = { TableName: "carts", Item: { id: "guest-cart-secret" } };
  const Update = {
    ...{ TableName: "outbox", Key: { id: "guest-cart-secret" } },
    UpdateExpression: "SET a = b",
  };

  const { parts } = await recorded(async () => {
    await documents.send(new TransactWriteCommand({ TransactItems: [{ Put }, { Update }] }));
    await documents.send(
      new BatchGetCommand({ RequestItems: { carts: { Keys: [{ id: "guest-cart-secret" }] } } }),
    );
  });

  expect(parts).toMatchObject([
    { aws: { operation: "TransactWriteItems", count: 2, table_names: ["carts", "outbox"] } },
    { aws: { operation: "BatchGetItem", table_names: ["carts"] } },
  ]);
  expect(daemon.datagrams.join()).not.toContain("guest-cart-secret");
});

test("the document client's calls are named as the plain client's", async () => {
  const aws = await anAwsThatAnswers(200, {});
  const documents = DynamoDBDocumentClient.from(captureAwsClient(new DynamoDBClient(aws.config)));

  const { parts } = await recorded(() =>
    documents.send(new PutCommand({ TableName: "carts", Item: { id: "1" } })),
  );

  expect(parts).toMatchObject([{ name: "DynamoDB", aws: { operation: "PutItem", table_name: "carts" } }]);
});

test("a condition that did not hold is the caller's error, not a fault", async () => {
  const aws = await anAwsThatAnswers(400, { __type: "ConditionalCheckFailedException", message: "no" });
  const dynamo = captureAwsClient(new DynamoDBClient(aws.config));

  const { parts } = await recorded(() => dynamo.send(get));

  expect(parts).toMatchObject([{ error: true, http: { response: { status: 400 } } }]);
  expect(parts[0]?.fault).toBeUndefined();
});

test("throttling is marked as such, and an outage as a fault", async () => {
  const throttling = await anAwsThatAnswers(400, {
    __type: "ProvisionedThroughputExceededException",
    message: "slow",
  });
  const broken = await anAwsThatAnswers(500, { __type: "InternalServerError", message: "oh" });

  const throttled = await recorded(() => captureAwsClient(new DynamoDBClient(throttling.config)).send(get));
  const failed = await recorded(() => captureAwsClient(new DynamoDBClient(broken.config)).send(get));

  expect(throttled.parts).toMatchObject([{ error: true, throttle: true }]);
  expect(failed.parts).toMatchObject([
    { fault: true, cause: { exceptions: [{ type: "InternalServerError" }] } },
  ]);
});

test("a queue is named by its URL, and a client that is captured twice records once", async () => {
  const aws = await anAwsThatAnswers(200, {
    MessageId: "1",
    MD5OfMessageBody: "900150983cd24fb0d6963f7d28e17f72",
  });
  const sqs = captureAwsClient(captureAwsClient(new SQSClient(aws.config)));
  const QueueUrl = `${aws.config.endpoint}/000000000000/reviews`;

  const { parts } = await recorded(() => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "abc" })));

  expect(parts).toMatchObject([{ name: "SQS", aws: { operation: "SendMessage", queue_url: QueueUrl } }]);
  expect(parts).toHaveLength(1);
});

test("the trace is still there after a call, and a call outside of a trace is just made", async () => {
  const aws = await anAwsThatAnswers(200, {});
  const dynamo = captureAwsClient(new DynamoDBClient(aws.config));

  const kept = await openTrace({}, async ({ id }) => {
    await dynamo.send(get);
    return currentTraceId() === id;
  });
  await dynamo.send(get);

  expect(kept).toBe(true);
  expect(aws.calls[1]?.["x-amzn-trace-id"]).toBeUndefined();
});
