import { randomUUID } from "node:crypto";
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
} from "@aws-sdk/client-kinesis";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { shopEvent } from "@shopeasy/contracts/events";
import type { ProductId, ReviewId, UserId } from "@shopeasy/contracts/ids";
import { newId } from "@shopeasy/platform/ids";
import { clientConfig, cloudEnvironment } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";
import { freshQueue, freshTopic } from "@shopeasy/testing/queues";
import { freshStream } from "@shopeasy/testing/streams";
import { jwksUrl } from "@shopeasy/testing/tokens";
import fc from "fast-check";
import { startCatalogWork } from "../src/catalog-work";
import { readWorkerConfig } from "../src/config";
import { foldRating } from "../src/ratings/fold-rating";
import { createWorkerDeps, type WorkerDeps } from "../src/worker-deps";
import {
  anOrderId,
  type CatalogGround,
  makeProduct,
  makeStock,
  startCatalog,
  stockOf,
} from "./catalog-ground";
import { paidOrder } from "./paid-order";

let shop: CatalogGround;
let deps: WorkerDeps;
let work: ReturnType<typeof startCatalogWork>;
let queueUrl: string;
let streamName: string;
const sqs = new SQSClient(clientConfig("sqs"));
const kinesis = new KinesisClient(clientConfig("kinesis"));

beforeAll(async () => {
  const [ground, topic, stream] = await Promise.all([startCatalog(), freshTopic(), freshStream()]);
  const queue = await freshQueue("catalog-events", { topicArn: topic.arn });
  // The AWS SDK finds its credentials there, as it does in production.
  Object.assign(process.env, cloudEnvironment());
  shop = ground;
  queueUrl = queue.url;
  streamName = stream.name;
  deps = createWorkerDeps(
    readWorkerConfig({
      ...cloudEnvironment(),
      ...topic.environment,
      ...stream.environment,
      ...queue.environment,
      DATABASE_URL: shop.url,
      JWKS_URL: jwksUrl(),
      SERVICE_TOKEN_SECRET: "a secret between the services of the tests",
      LOG_LEVEL: "error",
    }),
  );
  work = startCatalogWork(deps);
});
afterAll(async () => {
  await work.stop();
  await deps.close();
  await shop.stop();
  sqs.destroy();
  kinesis.destroy();
});

const reviewed = (productId: string, aggregateVersion: number, ratingSum: number, ratingCount: number) => {
  const id = productId as ProductId;
  const envelope = { id: newId(), occurredAt: new Date(), aggregateId: productId, aggregateVersion };
  const rating = { reviewId: randomUUID() as ReviewId, productId: id, ratingSum, ratingCount };
  return ratingCount === 0
    ? shopEvent("review.removed", envelope, rating)
    : shopEvent("review.published", envelope, { ...rating, customerId: randomUUID() as UserId, rating: 4 });
};

const ratingOf = async (id: string) => (await shop.api.get(`/api/v1/products/${id}`).expect(200)).body.rating;

test("a review's rating reaches its product, and makes what was kept of it stale", async () => {
  const { id } = await makeProduct(shop);
  const { headers } = await shop.api.get(`/api/v1/products/${id}`);

  const MessageBody = JSON.stringify(reviewed(id, 3, 13, 3));
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));

  await eventually(async () => expect(await ratingOf(id)).toEqual({ average: 4.33, count: 3 }));
  await shop.api.get(`/api/v1/products/${id}`).set("If-None-Match", headers.etag!).expect(200);
});

test("in whatever order and however often reviews' events come, the newest rating stands", async () => {
  const history = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 6 });
  const shuffled = history.chain((versions) =>
    fc.tuple(
      fc.constant(versions),
      fc.shuffledSubarray([...versions, ...versions], { minLength: versions.length * 2 }),
    ),
  );

  await fc.assert(
    fc.asyncProperty(shuffled, async ([versions, deliveries]) => {
      const { id } = await makeProduct(shop);

      for (const version of deliveries) await foldRating(deps, reviewed(id, version, version * 4, version));

      expect(await ratingOf(id)).toEqual({ average: 4, count: Math.max(...versions) });
    }),
    { numRuns: 10 },
  );
});

test("a product whose last review is removed has no rating any more", async () => {
  const { id } = await makeProduct(shop);
  await foldRating(deps, reviewed(id, 1, 5, 1));

  await foldRating(deps, reviewed(id, 2, 0, 0));

  expect(await ratingOf(id)).toEqual({ average: 0, count: 0 });
});

test("what is not a review's event is refused, so that it ends in the dead-letter queue", async () => {
  await expect(foldRating(deps, { type: "order.paid" })).rejects.toThrow();
});

test("a paid order makes what it sold more popular, and known to be bought together", async () => {
  const [one, other] = [await makeProduct(shop), await makeProduct(shop)];

  const MessageBody = JSON.stringify(paidOrder({ [one.id]: 7, [other.id]: 1 }));
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));

  await eventually(async () => {
    const [row] = await shop.outside`select popularity from products where id = ${one.id}`;
    expect(row).toEqual({ popularity: 3 });
  });
  const { body } = await shop.api.get(`/api/v1/products/${other.id}/related`).expect(200);
  expect(body.items[0].id).toBe(one.id);
});

test("a reservation whose time is over is freed without anybody asking", async () => {
  const sku = await makeStock(shop, 5);
  const orderId = anOrderId();
  await shop.internal
    .put(`/internal/reservations/${orderId}`)
    .set("Authorization", shop.serviceToken)
    .send({ items: [{ sku, quantity: 2 }] })
    .expect(200);

  await shop.outside`update reservations set expires_at = now() where order_id = ${orderId}`;

  await eventually(async () => expect(await stockOf(shop, sku)).toMatchObject({ reserved: 0 }));
});

test("changes of stock go to the stream by their SKU, and nothing stays behind in the outbox", async () => {
  const sku = await makeStock(shop, 5);

  await eventually(async () => {
    const states = (await streamed()).filter(({ aggregateId }) => aggregateId === sku);
    expect(states.at(-1)?.data).toEqual({ sku, onHand: 5, reserved: 0, available: 5 });
  });
  await eventually(async () => expect(await shop.outside`select from outbox`).toHaveLength(0));
});

async function streamed() {
  const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName: streamName }));
  const events = await Promise.all(
    Shards.map(async ({ ShardId }) => {
      const from = { StreamName: streamName, ShardId, ShardIteratorType: "TRIM_HORIZON" as const };
      const { ShardIterator } = await kinesis.send(new GetShardIteratorCommand(from));
      const { Records = [] } = await kinesis.send(new GetRecordsCommand({ ShardIterator }));
      return Records.map(({ Data }) => JSON.parse(Buffer.from(Data ?? []).toString()));
    }),
  );
  return events.flat();
}
