import { sqsClient } from "@shopeasy/platform/aws/clients";
import { startConsumer } from "@shopeasy/platform/queue/consumer";
import { clientConfig } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";
import type { FreshQueue } from "@shopeasy/testing/queues";
import { anOrderLeft, paid, whatBecameOf } from "./left-orders";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { place } from "./placing";

let ground: OrdersGround;
let queue: FreshQueue;

// A queue of each test's own: a consumer that was stopped may take one more message with it for a while.
beforeEach(async () => {
  queue = await ground.freshQueue("notifications-events");
});

beforeAll(async () => {
  ground = await startOrdersGround();
}, 60_000);
afterAll(() => ground?.stop(), 30_000);

test("an order that is paid is told of once, to all who follow it", async () => {
  const { sku, productId } = await ground.stockedProduct(5);
  const cartId = await ground.cartWith(sku, 2);
  const { body } = await place(ground, cartId);
  const written = await ground.sql`select type from outbox`;

  const worker = await ground.startOrdersWorker();
  const events = await received(1);
  await worker.stop();

  expect(written).toMatchObject([{ type: "order.paid" }]);
  expect(events).toMatchObject([
    {
      type: "order.paid",
      aggregateId: body.id,
      data: {
        orderId: body.id,
        number: body.number,
        customerId: null,
        cartId,
        total: { amount: 5_000, currency: "USD" },
        lines: [{ sku, productId, quantity: 2 }],
      },
    },
  ]);
});

test("orders that a crash left are paid and told of by whichever worker lives", async () => {
  const left = [await anOrderLeft(ground, "stored"), await anOrderLeft(ground, "captured")];
  const workers = await Promise.all([ground.startOrdersWorker(), ground.startOrdersWorker()]);

  await workers[0]?.kill();
  // What a killed one had taken is due again when its lease is over.
  const becomesDue = () => ground.sql`update orders set due_at = now() where due_at is not null`;
  const events = await received(2, becomesDue);
  await workers[1]?.stop();

  const ids = events.map(({ aggregateId }) => aggregateId);
  expect(new Set(ids)).toEqual(new Set(left.map(({ id }) => id)));
  for (const order of left) expect(await whatBecameOf(ground, order)).toEqual({ ...paid, events: [] });
}, 40_000);

interface Received {
  id: string;
  type: string;
  aggregateId: string;
}

/** Takes so many different events from the queue, and looks whether more come with them. */
async function received(count: number, meanwhile: () => PromiseLike<unknown> = async () => {}) {
  const { region, endpoint, credentials } = clientConfig("sqs");
  const sqs = sqsClient({ region, endpoint, credentials });
  const events = new Map<string, Received>();
  const consumer = startConsumer({
    ...ground.deps,
    sqs,
    queueUrl: queue.url,
    name: "notifications-events",
    handle: async ({ body }) => void events.set((body as Received).id, body as Received),
  });
  try {
    await eventually(
      async () => {
        await meanwhile();
        expect(events.size).toBe(count);
        expect(await ground.sql`select id from outbox`).toHaveLength(0);
      },
      { withinMs: 20_000 },
    );
  } finally {
    await consumer.stop();
    sqs.destroy();
  }
  return [...events.values()];
}
