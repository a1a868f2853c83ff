import { connect, createServer } from "node:net";
import { PassThrough } from "node:stream";
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { type EventType, type ShopEvent, shopEvent } from "@shopeasy/contracts/events";
import { CartId, OrderId, type ProductId, Sku, type UserId } from "@shopeasy/contracts/ids";
import { newId, newSecretId } from "@shopeasy/platform/ids";
import { createInternalClient } from "@shopeasy/platform/internal-client/client";
import { createLogger } from "@shopeasy/platform/logging/logger";
import { createMetrics } from "@shopeasy/platform/metrics/metrics";
import { listen } from "@shopeasy/platform/runtime/listener";
import { cloudEnvironment } from "@shopeasy/testing/cloud";
import { freshQueue, freshTopic } from "@shopeasy/testing/queues";
import { serviceTokenSecret } from "@shopeasy/testing/service-program";
import { freshTable } from "@shopeasy/testing/tables";
import { accessTokenFor, jwksUrl } from "@shopeasy/testing/tokens";
import { createFeedbackApp, createFeedbackInternalApp } from "../src/app";
import { readConfig } from "../src/config";
import { createDeps, type Deps } from "../src/deps";
import { startFeedbackWork } from "../src/feedback-work";
import type { Submission } from "../src/reviews/submission";
import { aProductId, useCatalog } from "./catalog-neighbour";

export { aProductId };

const announced = [
  "review.published",
  "review.removed",
  "review.flagged",
  "feedback.received",
  "feedback.replied",
] as const satisfies EventType[];

export type FeedbackGround = Awaited<ReturnType<typeof feedbackGround>>;

/**
 * The feedback service with tables and queues of its own. Its worker runs from when a test starts it: one that stops
 * takes what its last long poll is given with it, for the visibility time-out.
 */
export async function feedbackGround(differently: Record<string, string> = {}) {
  const topic = await freshTopic();
  const [catalog, table, outbox, reviews, feedback, events, published] = await Promise.all([
    useCatalog(),
    freshTable("feedback"),
    freshTable("feedback-outbox"),
    freshQueue("reviews"),
    freshQueue("feedback"),
    freshQueue("feedback-events", { topicArn: topic.arn }),
    freshQueue("catalog-events", { topicArn: topic.arn, differently: { subscribesTo: announced } }),
  ]);
  Object.assign(
    process.env,
    cloudEnvironment(),
    { JWKS_URL: jwksUrl(), SERVICE_TOKEN_SECRET: serviceTokenSecret, TRACE_SAMPLE_RATE: "0" },
    { CATALOG_URL: catalog.internalUrl },
    ...[table, outbox, reviews, feedback, events, topic].map(({ environment }) => environment),
    differently,
  );
  const config = readConfig();
  const destination = new PassThrough();
  const log: string[] = [];
  destination.on("data", (line: Buffer) => log.push(line.toString()));
  const logger = createLogger({ service: "feedback", destination });
  const deps: Deps = { ...createDeps(config), logger };
  const listener = await listen(createFeedbackApp(deps, config), "127.0.0.1", 0);
  const internal = await listen(createFeedbackInternalApp(deps), "127.0.0.1", 0);
  const neighbour = createInternalClient({
    baseUrls: { feedback: `http://127.0.0.1:${internal.port}` },
    service: "notifications",
    secrets: [serviceTokenSecret],
    logger,
  });
  const origin = `http://127.0.0.1:${listener.port}/api/v1`;
  let work: { stop(): Promise<void> } | undefined;

  async function call(method: string, path: string, { as, body }: { as?: Caller; body?: unknown } = {}) {
    const token = as && (await accessTokenFor({ role: "customer", ...as }));
    const answer = await fetch(origin + path, {
      method,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "Content-Type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text && JSON.parse(text) };
  }

  const takenEvents: ShopEvent[] = [];

  const send = async (queueUrl: string, body: unknown) => {
    await deps.sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: typeof body === "string" ? body : JSON.stringify(body),
      }),
    );
  };

  return {
    deps,
    logText: () => log.join(""),
    logged: (event: string) => log.filter((line) => JSON.parse(line).event === event).length,
    queues: { reviews, feedback, events },
    call,
    /** Calls made as another service makes them. */
    neighbour,
    get: (path: string, as?: Caller) => call("GET", path, as && { as }),
    submit: (as: Caller | undefined, body: unknown) => call("POST", "/reviews", as ? { as, body } : { body }),
    deliver: (submission: Submission) => send(reviews.url, submission),
    sendRaw: (body: string) => send(reviews.url, body),
    announce: (event: unknown) => send(events.url, event),
    sendTo: send,
    /** Has the catalog answer on this port, too; gives what ends that. */
    forwardCatalog: (port: number) => forward(port, catalog.internalUrl),
    /** What another task of the service stands on, at the same tables; to be closed. */
    anotherTask: (): Deps => ({ ...createDeps(config), logger }),
    startWorker() {
      // A worker is a process of its own, with metrics of its own.
      work ??= startFeedbackWork({ ...deps, metrics: createMetrics({ service: "feedback-worker" }) });
    },
    /** What has come so far to a subscriber of the events about something, by version. */
    async eventsAbout(aggregateId: string): Promise<ShopEvent[]> {
      const { Messages = [] } = await deps.sqs.send(
        new ReceiveMessageCommand({ QueueUrl: published.url, MaxNumberOfMessages: 10 }),
      );
      takenEvents.push(...Messages.map(({ Body }) => JSON.parse(Body ?? "{}")));
      return takenEvents
        .filter((event) => event.aggregateId === aggregateId)
        .sort((one, other) => one.aggregateVersion - other.aggregateVersion);
    },
    async waitingIn(queueUrl: string) {
      const { Attributes = {} } = await deps.sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: queueUrl,
          AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
        }),
      );
      return (
        Number(Attributes.ApproximateNumberOfMessages) +
        Number(Attributes.ApproximateNumberOfMessagesNotVisible)
      );
    },
    async close() {
      await work?.stop();
      await neighbour.close();
      for (const each of [listener, internal]) {
        each.drain();
        await each.close();
      }
      await deps.close();
      await catalog.leave();
    },
  };
}

async function forward(port: number, target: string) {
  const { hostname, port: targetPort } = new URL(target);
  const server = createServer((socket) => {
    const onward = connect(Number(targetPort), hostname);
    socket.on("error", () => onward.destroy()).pipe(onward);
    onward.on("error", () => socket.destroy()).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return async () => {
    await new Promise((resolve) => server.close(resolve));
  };
}

export interface Caller {
  userId: string;
  role?: "customer" | "staff" | "admin";
}

export const aCustomer = () => ({ userId: newId() as UserId });
export const aMemberOfStaff = (): Caller => ({ userId: newId(), role: "staff" });

export const aReview = (productId: ProductId, written: Record<string, unknown> = {}) => ({
  productId,
  rating: 4,
  title: "Holds its shape",
  body: "Two winters in and not a seam has gone.",
  ...written,
});

export const aSubmission = (wanted: Partial<Submission> = {}): Submission => ({
  id: newId() as Submission["id"],
  customerId: newId() as UserId,
  productId: wanted.productId ?? aProductId(),
  rating: 4,
  title: "Holds its shape",
  body: "Two winters in and not a seam has gone.",
  images: [],
  submittedAt: new Date().toISOString(),
  ...wanted,
});

export function aPaidOrder(customerId: UserId | null, productIds: ProductId[]): ShopEvent<"order.paid"> {
  const orderId = OrderId.parse(newId());
  return shopEvent(
    "order.paid",
    { id: newId(), occurredAt: new Date(), aggregateId: orderId, aggregateVersion: 2 },
    {
      orderId,
      number: "SE-2026-000123",
      customerId,
      cartId: CartId.parse(newSecretId()),
      total: { amount: 1999, currency: "USD" },
      lines: productIds.map((productId) => ({ sku: Sku.parse("NOR-TENT-2P-GRN"), productId, quantity: 1 })),
    },
  );
}
