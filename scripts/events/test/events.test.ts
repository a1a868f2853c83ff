import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { archivedEventsFrom, type QueueName, queues } from "@shopeasy/contracts/resources";
import { createLogger } from "@shopeasy/platform/logging/logger";
import { createMetrics } from "@shopeasy/platform/metrics/metrics";
import { startConsumer } from "@shopeasy/platform/queue/consumer";
import { clientConfig, cloudEndpoints } from "@shopeasy/testing/cloud";
import { declareBucket } from "@shopeasy/testing/declare-bucket";
import { type DeclaredQueue, declareQueue } from "@shopeasy/testing/declare-queue";
import { eventually } from "@shopeasy/testing/eventually";

const program = join(__dirname, "../../../build/scripts/events/main.js");
const sqs = new SQSClient(clientConfig("sqs"));
const s3 = new S3Client(clientConfig("s3"));
const prefix = `t${randomUUID().slice(0, 8)}-`;
/** Its name ends in the account, as on AWS. */
const archive = `${prefix}event-archive-000000000000`;
const declared = new Map<QueueName, DeclaredQueue>();
const queue = (name: QueueName): DeclaredQueue => {
  const found = declared.get(name);
  if (!found) throw new Error(`No queue ${name}`);
  return found;
};

beforeAll(async () => {
  for (const [name, declaration] of Object.entries(queues)) {
    declared.set(
      name as QueueName,
      await declareQueue(sqs, prefix + name, { ...declaration, maxReceiveCount: 2 }),
    );
  }
  await declareBucket(s3, archive);
});
afterAll(() => {
  sqs.destroy();
  s3.destroy();
});

/** The program as an operator runs it for one environment of an account. */
const events = (...args: string[]) =>
  new Promise<{ code: number; output: string; errors: string }>((resolve) => {
    const { sqs: sqsUrl, s3: s3Url } = cloudEndpoints();
    const env = {
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_ENDPOINT_URL_SQS: sqsUrl,
      AWS_ENDPOINT_URL_S3: s3Url,
    };
    const command = [program, ...args, "--aws", "--prefix", prefix];
    execFile(process.execPath, command, { env, timeout: 60_000 }, (error, output, errors) =>
      resolve({ code: error ? Number(error.code) : 0, output, errors }),
    );
  });

async function send(QueueUrl: string, body: unknown): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: JSON.stringify(body),
      MessageAttributes: { type: { DataType: "String", StringValue: "order.paid" } },
    }),
  );
}

async function receivedFrom(QueueUrl: string): Promise<unknown[]> {
  const ask = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 });
  const bodies: unknown[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(ask);
    if (Messages.length === 0) return bodies;
    bodies.push(...Messages.map(({ Body = "" }) => JSON.parse(Body)));
  }
}

test("a poisoned message stops none behind it, ends in the dead-letter queue, is seen there, and succeeds once it is redriven", async () => {
  const { url, deadLetterUrl } = queue("cart-events");
  let isMended = false;
  const handled: unknown[] = [];
  const consumer = startConsumer({
    sqs,
    queueUrl: url,
    name: "cart-events",
    logger: createLogger({ service: "test", version: "test", level: "error" }),
    metrics: createMetrics({ service: "test" }),
    retryDelaySeconds: () => 0,
    handle: async ({ body }) => {
      if (body === "poison" && !isMended) throw new Error("cannot be handled");
      handled.push(body);
    },
  });
  try {
    await send(url, "poison");
    for (const body of ["one", "two", "three"]) await send(url, body);
    await eventually(() => expect(new Set(handled)).toEqual(new Set(["one", "two", "three"])), {
      withinMs: 20_000,
    });
    const listed = await eventually(
      async () => {
        const { output } = await events("dlq", "list");
        expect(output).toMatch(/^cart-events-dlq +1$/m);
        return output;
      },
      { withinMs: 30_000 },
    );
    const shown = await events("dlq", "show", "cart-events");
    isMended = true;
    const redriven = await events("dlq", "redrive", "cart-events");

    expect(listed.match(/ 0$/gm)).toHaveLength(Object.keys(queues).length - 1);
    expect(JSON.parse(shown.output)).toMatchObject({ type: "order.paid", body: "poison" });
    expect(redriven).toEqual({ code: 0, output: "1 message is in cart-events again.\n", errors: "" });
    await eventually(() => expect(handled).toContain("poison"), { withinMs: 20_000 });
    expect(await receivedFrom(deadLetterUrl)).toEqual([]);
  } finally {
    await consumer.stop();
  }
}, 120_000);

test("one of several is redriven by its id, and the others stay", async () => {
  const { url, deadLetterUrl } = queue("catalog-events");
  for (const body of ["a", "b", "c"]) await send(deadLetterUrl, body);
  const { output } = await events("dlq", "show", "catalog-events");
  const ids = [...output.matchAll(/"id": "([^"]+)"/g)].map(([, id]) => id);

  const { output: redriven } = await events("dlq", "redrive", "catalog-events", "--id", ids[1] ?? "");
  const unknown = await events("dlq", "redrive", "catalog-events", "--id", "nothing");

  expect(ids).toHaveLength(3);
  expect(redriven).toBe("1 message is in catalog-events again.\n");
  expect(unknown).toEqual({
    code: 1,
    output: "",
    errors: "catalog-events-dlq has no message nothing.\n",
  });
  expect(await receivedFrom(url)).toHaveLength(1);
  expect(await receivedFrom(deadLetterUrl)).toHaveLength(2);
}, 60_000);

test("what is archived comes to one subscriber again: of that time and type, each once, and nothing else", async () => {
  const event = (type: string, occurredAt: string) => ({ id: randomUUID(), type, occurredAt, data: {} });
  const wanted = [
    event("order.paid", "2026-03-01T10:59:59.999Z"),
    event("order.paid", "2026-03-01T12:30:00.000Z"),
  ];
  const others = [
    event("order.paid", "2026-03-01T10:29:59.999Z"),
    event("review.published", "2026-03-01T11:00:00.000Z"),
    event("order.paid", "2026-03-01T13:00:00.000Z"),
  ];
  const file = async (hour: string, name: string, lines: string[]) => {
    const text = lines.map((line) => `${line}\n`).join("");
    await s3.send(
      new PutObjectCommand({
        Bucket: archive,
        Key: `${archivedEventsFrom(new Date(hour))}${name}`,
        Body: name.endsWith(".gz") ? gzipSync(text) : text,
      }),
    );
  };
  await file("2026-03-01T10:00:00Z", "a", [JSON.stringify(others[0]), "", "not an event"]);
  // The first came late: its relay was away.
  await file(
    "2026-03-01T12:00:00Z",
    "b.gz",
    [...wanted, ...others.slice(1, 2)].map((one) => JSON.stringify(one)),
  );
  await file("2026-03-01T13:00:00Z", "c.gz", [JSON.stringify(others[2])]);
  const command = [
    "replay",
    "--from",
    "2026-03-01T10:30:00Z",
    "--until",
    "2026-03-01T13:00:00Z",
    "--type",
    "order.paid",
    "--to",
    "feedback-events",
  ];

  const trial = await events(...command, "--dry-run");
  const untouched = await receivedFrom(queue("feedback-events").url);
  const done = await events(...command);

  const passedOver = "1 lines of the archive were no events.";
  expect(trial.output).toBe(`2 events would be brought to feedback-events again. ${passedOver}\n`);
  expect(untouched).toEqual([]);
  expect(done.output).toBe(`2 events were brought to feedback-events again. ${passedOver}\n`);
  expect(await receivedFrom(queue("feedback-events").url)).toEqual(wanted);
}, 60_000);

test("where no shop runs, it says what to do", async () => {
  const nowhere = join(tmpdir(), `nothing-${randomUUID()}`);
  const { code, errors } = await new Promise<{ code: number; errors: string }>((resolve) => {
    execFile(process.execPath, [program, "dlq", "list", "--data", nowhere], (error, _output, errors) =>
      resolve({ code: Number(error?.code), errors }),
    );
  });

  expect([code, errors]).toEqual([1, expect.stringContaining("No shop runs on")]);
});
