import { setTimeout as delay } from "node:timers/promises";
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { sqsClient } from "@shopeasy/platform/aws/clients";
import { currentContext } from "@shopeasy/platform/context/request-context";
import { type ConsumerOptions, startConsumer } from "@shopeasy/platform/queue/consumer";
import type { QueueMessage } from "@shopeasy/platform/queue/message";
import { currentTraceId } from "@shopeasy/platform/tracing/tracing";
import { clientConfig } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";
import { freePort } from "@shopeasy/testing/free-port";
import { type FreshQueue, freshQueue } from "@shopeasy/testing/queues";
import { logLines } from "../fixtures/log-lines";
import { quiet } from "../outbox/published";

describe("a consumer", () => {
  const sqs = sqsClient(clientConfig("sqs"));
  const stops: (() => Promise<void>)[] = [];
  let queue: FreshQueue;

  beforeEach(async () => {
    queue = await freshQueue("reviews", { differently: { maxReceiveCount: 3 } });
  });
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
  });
  afterAll(() => sqs.destroy());

  function consume(options: Partial<ConsumerOptions> & Pick<ConsumerOptions, "handle">) {
    const consumer = startConsumer({
      sqs,
      queueUrl: queue.url,
      name: "reviews",
      retryDelaySeconds: () => 0,
      ...quiet(),
      ...options,
    });
    stops.push(consumer.stop);
    return consumer;
  }

  async function send(body: unknown, attributes: Record<string, string> = {}): Promise<string> {
    const { MessageId = "" } = await sqs.send(
      new SendMessageCommand({
        QueueUrl: queue.url,
        MessageBody: typeof body === "string" ? body : JSON.stringify(body),
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, StringValue]) => [
            name,
            { DataType: "String", StringValue },
          ]),
        ),
      }),
    );
    return MessageId;
  }

  async function countIn(queueUrl: string): Promise<{ waiting: number; hidden: number }> {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: queueUrl,
        AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
      }),
    );
    return {
      waiting: Number(Attributes.ApproximateNumberOfMessages),
      hidden: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
    };
  }
  const isEmpty = () =>
    eventually(async () => expect(await countIn(queue.url)).toEqual({ waiting: 0, hidden: 0 }));

  it("hands over what was sent, once, and deletes it", async () => {
    const messages: QueueMessage[] = [];
    consume({ handle: async (message) => void messages.push(message) });

    const id = await send({ rating: 5 }, { type: "review.submitted" });

    await eventually(() => expect(messages).toHaveLength(1));
    expect(messages[0]).toMatchObject({
      id,
      body: { rating: 5 },
      attributes: { type: "review.submitted" },
      receiveCount: 1,
    });
    await isEmpty();
  });

  it("works on as many at once as it may, and on no more", async () => {
    let [atOnce, most, done] = [0, 0, 0];
    for (let number = 0; number < 25; number++) await send({ number });

    consume({
      concurrency: 4,
      handle: async () => {
        most = Math.max(most, ++atOnce);
        await delay(5);
        atOnce--;
        done++;
      },
    });

    await eventually(() => expect(done).toBe(25));
    expect(most).toBe(4);
    await isEmpty();
  });

  it("asks a busy queue for several messages at a time, however unevenly they end", async () => {
    const counting = sqsClient(clientConfig("sqs"));
    let [asked, done] = [0, 0];
    counting.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          if (commandName === "ReceiveMessageCommand") asked++;
          return next(args);
        },
      { step: "initialize" },
    );
    await Promise.all(Array.from({ length: 60 }, (_, number) => send({ number })));

    consume({
      sqs: counting,
      handle: async ({ body }) => {
        await delay(10 * ((body as { number: number }).number % 7));
        done++;
      },
    });
    await eventually(() => expect(done).toBe(60));

    expect(asked).toBeLessThan(25);
    counting.destroy();
  });

  it("lets a poisonous message hold up nothing, and end in the dead-letter queue", async () => {
    const tries: number[] = [];
    const passed: unknown[] = [];
    await send({ poison: true });
    for (let number = 0; number < 12; number++) await send({ number });

    consume({
      concurrency: 2,
      handle: async ({ body, receiveCount }) => {
        if ("poison" in (body as object)) {
          tries.push(receiveCount);
          throw new Error("cannot be handled");
        }
        passed.push(body);
      },
    });

    await eventually(() => expect(passed).toHaveLength(12));
    await eventually(async () => expect(await countIn(queue.deadLetterUrl)).toMatchObject({ waiting: 1 }), {
      withinMs: 10_000,
    });
    expect(tries).toEqual([1, 2, 3]);
  });

  it("never deletes what is not JSON, and logs nothing of it", async () => {
    const lines: unknown[] = [];
    const { logger, metrics } = quiet();
    const noting = {
      ...logger,
      child: () => ({ ...logger, warn: (...line: unknown[]) => lines.push(line) }),
    };
    await send('{"email": "ada@example.com"');

    consume({ handle: async () => {}, logger: noting as never, metrics });

    await eventually(async () => expect(await countIn(queue.deadLetterUrl)).toMatchObject({ waiting: 1 }), {
      withinMs: 10_000,
    });
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.deadLetterUrl }));
    expect(Messages[0]?.Body).toBe('{"email": "ada@example.com"');
    expect(lines).toHaveLength(3);
    expect(lines.flat().map((part) => (part as { error?: Error }).error?.message ?? part)).not.toEqual(
      expect.arrayContaining([expect.stringContaining("ada")]),
    );
  });

  it("keeps a message hidden for as long as it is worked on", async () => {
    let [deliveries, finished] = [0, false];
    consume({
      visibilityTimeoutSeconds: 1,
      handle: async () => {
        deliveries++;
        await delay(3500);
        finished = true;
      },
    });

    await send({ slow: true });

    await eventually(() => expect(finished).toBe(true), { withinMs: 8000 });
    await isEmpty();
    expect(deliveries).toBe(1);
  });

  it("lets a message come again whose handler hangs", async () => {
    const deliveries: number[] = [];
    let letGo = () => {};
    const hanging = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    consume({
      visibilityTimeoutSeconds: 1,
      longestHandlingSeconds: 0,
      handle: async ({ receiveCount }) => {
        deliveries.push(receiveCount);
        if (receiveCount === 1) await hanging;
      },
    });

    await send({ hangs: true });

    await eventually(() => expect(deliveries).toEqual([1, 2]), { withinMs: 8000 });
    letGo();
  });

  it("finishes what is in hand when it is stopped, and takes nothing more", async () => {
    const begun: unknown[] = [];
    const finished: unknown[] = [];
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const consumer = consume({
      concurrency: 2,
      handle: async ({ body }) => {
        begun.push(body);
        await gate;
        finished.push(body);
      },
    });
    for (let number = 0; number < 5; number++) await send({ number });
    await eventually(() => expect(begun).toHaveLength(2));

    const stopped = consumer.stop();
    letGo();
    await stopped;

    expect(finished).toEqual(begun);
    expect(await countIn(queue.url)).toEqual({ waiting: 3, hidden: 0 });
  });

  it("stops at once while it waits for messages", async () => {
    let handled = 0;
    const consumer = consume({ handle: async () => void handled++ });
    await send({});
    await eventually(() => expect(handled).toBe(1));
    await isEmpty();
    const startedAt = Date.now();

    await consumer.stop();

    expect(Date.now() - startedAt).toBeLessThan(10_000);
  });

  it("does not wait for handlers that hang, even all of them, longer than it is told to", async () => {
    let begun = 0;
    const consumer = consume({
      concurrency: 2,
      stopWithinMs: 50,
      handle: () => {
        begun++;
        return new Promise(() => {});
      },
    });
    for (let number = 0; number < 3; number++) await send({ number });
    await eventually(() => expect(begun).toBe(2));

    await expect(consumer.stop()).resolves.toBeUndefined();
  });

  it("goes on by itself after the queue could not be reached", async () => {
    const messages: QueueMessage[] = [];
    const warnings: string[] = [];
    const { logger, metrics } = quiet();
    const noting = { ...logger, child: () => ({ ...logger, warn: (event: string) => warnings.push(event) }) };
    const elsewhere = sqsClient({ ...clientConfig("sqs"), endpoint: `http://127.0.0.1:${await freePort()}` });
    let reachable = false;
    const flaky = new Proxy(sqs, {
      get: (target, name) => {
        const client = reachable ? target : elsewhere;
        const member: unknown = Reflect.get(client, name);
        return typeof member === "function" ? member.bind(client) : member;
      },
    });
    consume({
      sqs: flaky,
      handle: async (message) => void messages.push(message),
      logger: noting as never,
      metrics,
    });
    await eventually(() => expect(warnings).toContain("queue.not-reached"));

    reachable = true;
    await send({ late: true });

    await eventually(() => expect(messages).toHaveLength(1), { withinMs: 10_000 });
  });

  it("goes on with the trace of who sent the message", async () => {
    const seen: unknown[] = [];
    const root = "1-67891233-abcdef012345678912345678";
    consume({
      handle: async () =>
        void seen.push([currentTraceId(), currentContext()?.traceId, currentContext()?.requestId]),
    });

    const id = await send({}, { traceHeader: `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1` });

    await eventually(() => expect(seen).toEqual([[root, root, id]]));
  });

  it.each([
    ["failed", { wrong: true }],
    ["is not JSON", "{"],
  ])("warns of a message that %s under its id, and in its trace", async (_what, body) => {
    const logs = logLines();
    const root = "1-67891233-abcdef012345678912345678";
    consume({
      logger: logs.logger,
      retryDelaySeconds: () => 60,
      handle: () => Promise.reject(new Error("cannot be handled")),
    });

    const id = await send(body, { traceHeader: `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1` });

    await eventually(() => expect(logs.of("queue.message-failed")).toHaveLength(1));
    expect(logs.of("queue.message-failed")[0]).toMatchObject({
      requestId: id,
      traceId: root,
      receiveCount: 1,
    });
  });

  it("tells of a handler that hangs, and of a pause that could not be had, under the message's id", async () => {
    const logs = logLines();
    const deaf = sqsClient(clientConfig("sqs"));
    deaf.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          if (commandName === "ChangeMessageVisibilityCommand") throw new Error("refused");
          return next(args);
        },
      { step: "initialize" },
    );
    let giveUp = () => {};
    consume({
      sqs: deaf,
      logger: logs.logger,
      visibilityTimeoutSeconds: 1,
      longestHandlingSeconds: 0,
      handle: () => new Promise((_, reject) => (giveUp = () => reject(new Error("too long")))),
    });

    const id = await send({ hangs: true });
    await eventually(() => expect(logs.of("queue.handler-hung")).not.toEqual([]));
    giveUp();

    await eventually(() => expect(logs.of("queue.visibility-not-changed")).not.toEqual([]));
    for (const event of ["queue.handler-hung", "queue.visibility-not-changed"])
      expect(logs.of(event)[0]).toMatchObject({ requestId: id, traceId: expect.stringMatching(/^1-/) });
    deaf.destroy();
  });

  it("can share a process, and its metrics, with another", async () => {
    const { logger, metrics } = quiet();
    const other = await freshQueue("reviews");
    consume({ handle: async () => {}, logger, metrics });
    consume({ handle: async () => {}, logger, metrics, queueUrl: other.url, name: "other" });

    await send({});

    await eventually(async () => {
      expect(await metrics.render()).toMatch(/queue_messages_handled_total\{queue="reviews"[^}]*\} 1/);
    });
  });
});
