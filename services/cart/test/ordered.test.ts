import { randomUUID } from "node:crypto";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { type ShopEvent, shopEvent } from "@shopeasy/contracts/events";
import { CartId, OrderId, ProductId, Sku } from "@shopeasy/contracts/ids";
import type { Publish } from "@shopeasy/platform/events/event";
import { newId } from "@shopeasy/platform/ids";
import { startBlackHole } from "@shopeasy/testing/black-hole";
import { clientConfig, cloudEndpoints } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";
import type { Cart } from "../src/carts/cart";
import { sweepChanges } from "../src/changes/sweep-changes";
import { consumeEvents } from "../src/consume-events";
import { readCart } from "../src/db/read-cart";
import { takeOutCalls } from "../src/ordered/take-out-calls";
import { takeOutOrdered } from "../src/ordered/take-out-ordered";
import { type CartGround, cartCalls, contents, startCartGround } from "./cart-ground";
import { startProxy } from "./neighbour-proxy";
import { toldContents } from "./stream-records";

let ground: CartGround;
let calls: ReturnType<typeof cartCalls>;

beforeAll(async () => {
  ground = await startCartGround();
  calls = cartCalls(ground);
}, 60_000);
afterAll(() => ground?.stop());

function orderPaid(cartId: string, ...lines: [sku: string, quantity: number][]): ShopEvent<"order.paid"> {
  const orderId = OrderId.parse(randomUUID());
  return shopEvent(
    "order.paid",
    { id: newId(), occurredAt: new Date(), aggregateId: orderId, aggregateVersion: 3 },
    {
      orderId,
      number: "SE-2026-000123",
      customerId: null,
      cartId: CartId.parse(cartId),
      total: { amount: 2_500, currency: "USD" },
      lines: lines.map(([sku, quantity]) => ({
        sku: Sku.parse(sku),
        productId: ProductId.parse(randomUUID()),
        quantity,
      })),
    },
  );
}

/** The same, with what was asked of it: how many events in a call, and whether the call has ended. */
function listeningTo(publish: Publish) {
  const told: { events: number; hasEnded: boolean }[] = [];
  const listened: Publish = async (events) => {
    const telling = { events: events.length, hasEnded: false };
    told.push(telling);
    return publish(events).finally(() => {
      telling.hasEnded = true;
    });
  };
  return { publish: listened, told };
}

describe("a paid order", () => {
  test("takes just the ordered quantities out of the cart, once though it comes twice", async () => {
    const { skus } = await ground.catalog.sellMany({ variants: 3 });
    const [whole = "", part = "", other = ""] = skus;
    const id = await calls.guestCart([whole, 2], [part, 2], [other, 1]);
    const event = orderPaid(id, [whole, 2], [part, 1]);
    const sqs = new SQSClient(clientConfig("sqs"));
    const consumer = consumeEvents(ground.deps, ground.queueUrl);
    try {
      for (const body of [event, event]) {
        await sqs.send(
          new SendMessageCommand({ QueueUrl: ground.queueUrl, MessageBody: JSON.stringify(body) }),
        );
      }

      await eventually(async () => expect(contents(await calls.get(id))).toEqual({ [part]: 1, [other]: 1 }));
      await takeOutOrdered(ground.deps, event);
      expect(contents(await calls.get(id))).toEqual({ [part]: 1, [other]: 1 });
    } finally {
      await consumer.stop();
      sqs.destroy();
    }
    await eventually(async () =>
      expect(await toldContents(ground.streamName, id)).toEqual({ [whole]: 0, [part]: 1, [other]: 1 }),
    );
  }, 40_000);

  test("is taken out beside others at once, and waits alone where its cart can't be read", async () => {
    const { skus } = await ground.catalog.sellMany({ variants: 1 });
    const [sku = ""] = skus;
    const ids = [await calls.guestCart([sku, 2]), await calls.guestCart([sku, 3])];
    const [gone, broken] = [randomUUID(), randomUUID()];
    const { dynamo, cartsTable } = ground.deps;
    await dynamo.send(new PutCommand({ TableName: cartsTable, Item: { pk: broken, version: "many" } }));
    const together = takeOutCalls(ground.deps);

    const outcomes = await Promise.allSettled(
      [...ids, gone, broken].map((id) => takeOutOrdered(ground.deps, orderPaid(id, [sku, 1]), together)),
    );

    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled", "rejected"]);
    const left = await Promise.all(ids.map(async (id) => contents(await calls.get(id))));
    expect(left).toEqual([{ [sku]: 1 }, { [sku]: 2 }]);
  });

  test("leaves what was added since, and several orders may come in any order and at once", async () => {
    const { sku } = await ground.catalog.sell({ pieces: 50 });
    const id = await calls.guestCart([sku, 2]);
    const first = orderPaid(id, [sku, 2]);
    await calls.add(id, sku, 3);
    const second = orderPaid(id, [sku, 1]);
    await calls.add(id, sku, 5);

    const together = takeOutCalls(ground.deps);

    await Promise.all(
      [second, first, second, first].map((event) => takeOutOrdered(ground.deps, event, together)),
    );

    expect(contents(await calls.get(id))).toEqual({ [sku]: 7 });
  });

  test("loses nothing that is added at the same moment", async () => {
    const { skus } = await ground.catalog.sellMany({ variants: 11 });
    const [ordered = "", ...others] = skus;
    const id = await calls.guestCart([ordered, 1]);

    await Promise.all([
      takeOutOrdered(ground.deps, orderPaid(id, [ordered, 1])),
      ...others.map((sku) => calls.add(id, sku).expect(200)),
    ]);

    expect(Object.keys(contents(await calls.get(id))).sort()).toEqual(others.sort());
  });

  test("of a cart that the customer has merged meanwhile takes its lines out of her own", async () => {
    const { sku } = await ground.catalog.sell();
    const guestId = await calls.guestCart([sku, 2]);
    const { who, cartId } = await calls.customer([sku, 1]);
    await calls.merge(guestId, who).expect(200);

    await takeOutOrdered(ground.deps, orderPaid(guestId, [sku, 2]));

    expect(contents(await calls.get(cartId, who))).toEqual({ [sku]: 1 });
  });

  test("of a cart that is gone, or has none of it left, changes nothing, now or when it comes again", async () => {
    const { sku } = await ground.catalog.sell();
    const id = await calls.guestCart();
    const { body: before } = await calls.get(id);
    const event = orderPaid(id, [sku, 1]);

    await takeOutOrdered(ground.deps, orderPaid(randomUUID(), [sku, 1]));
    await takeOutOrdered(ground.deps, event);
    const { body: after } = await calls.get(id);
    await calls.add(id, sku, 1);
    await takeOutOrdered(ground.deps, event);

    expect(after).toEqual(before);
    expect(contents(await calls.get(id))).toEqual({ [sku]: 1 });
  });
});

describe("what the stream is told of paid orders", () => {
  test("of several at once it is told in one call, after one read and one write, and no mark is left", async () => {
    const { sku } = await ground.catalog.sell({ pieces: 50 });
    const proxy = await startProxy(cloudEndpoints().dynamodb);
    const task = ground.startTask({ AWS_ENDPOINT_URL_DYNAMODB: proxy.url });
    const ids = await Promise.all([1, 2, 3].map(() => calls.guestCart([sku, 2])));
    const { publish, told: tellings } = listeningTo(task.deps.publish);
    const deps = { ...task.deps, publish };
    const together = takeOutCalls(deps);
    try {
      await Promise.all(ids.map((id) => takeOutOrdered(deps, orderPaid(id, [sku, 2]), together)));
      expect(tellings).toEqual([{ events: 3, hasEnded: true }]);
      await task.deps.changes.stop();

      expect(proxy.asked).toEqual(["BatchGetItem", "TransactWriteItems"]);
      const told = await Promise.all(ids.map((id) => toldContents(ground.streamName, id)));
      expect(told).toEqual(ids.map(() => ({ [sku]: 0 })));
      for (const id of ids) {
        expect((await readCart(ground.deps, CartId.parse(id)))?.unsent).toEqual(new Map());
      }
    } finally {
      await proxy.stop();
    }
  });

  test("what was untold of the rest of the cart is told, too", async () => {
    const { skus } = await ground.catalog.sellMany({ variants: 2 });
    const [ordered = "", other = ""] = skus;
    const broken = ground.startTask({ INVENTORY_STREAM: "no-such-stream" });
    const id = await calls.guestCart();
    await cartCalls(broken).add(id, ordered, 1).expect(200);
    await cartCalls(broken).add(id, other, 3).expect(200);
    await broken.deps.changes.stop();

    await takeOutOrdered(ground.deps, orderPaid(id, [ordered, 1]));

    await eventually(async () =>
      expect(await toldContents(ground.streamName, id)).toEqual({ [ordered]: 0, [other]: 3 }),
    );
  });

  test("while the stream is down is left to the sweeper", async () => {
    const { sku } = await ground.catalog.sell();
    const id = await calls.guestCart([sku, 2]);
    const broken = ground.startTask({ INVENTORY_STREAM: "no-such-stream" });
    await takeOutOrdered(broken.deps, orderPaid(id, [sku, 1]));
    await broken.deps.changes.stop();

    await sweepChanges({ ...ground.deps, clock: { now: () => new Date(Date.now() + 60_000) } });

    expect(await toldContents(ground.streamName, id)).toEqual({ [sku]: 1 });
  });

  test("is left to the sweeper where another tells of the rest of the cart meanwhile", async () => {
    const { skus } = await ground.catalog.sellMany({ variants: 2 });
    const [ordered = "", other = ""] = skus;
    const id = await calls.guestCart([ordered, 1], [other, 3]);
    const broken = ground.startTask({ INVENTORY_STREAM: "no-such-stream" });
    await takeOutOrdered(broken.deps, orderPaid(id, [ordered, 1]));
    const left = (await readCart(ground.deps, CartId.parse(id))) as Cart;
    const task = ground.startTask();
    task.deps.changes.announce({
      ...left,
      leftAs: null,
      unsent: new Map([[Sku.parse(other), left.version]]),
    });
    await task.deps.changes.stop();

    await sweepChanges({ ...ground.deps, clock: { now: () => new Date(Date.now() + 60_000) } });

    expect(await toldContents(ground.streamName, id)).toEqual({ [ordered]: 0, [other]: 3 });
    expect((await readCart(ground.deps, CartId.parse(id)))?.unsent).toEqual(new Map());
  });

  test("is left to the sweeper, and not lost where another order read the cart before that", async () => {
    const { skus } = await ground.catalog.sellMany({ variants: 2 });
    const [one = "", other = ""] = skus;
    const id = await calls.guestCart([one, 1], [other, 1]);
    const broken = ground.startTask({ INVENTORY_STREAM: "no-such-stream" });
    const ofFirst = takeOutCalls(broken.deps);
    const ofSecond = takeOutCalls(ground.deps);
    const [firstWrote, secondRead] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];

    const first = takeOutOrdered(broken.deps, orderPaid(id, [one, 1]), {
      ...ofFirst,
      async tell(cart) {
        firstWrote.resolve();
        await secondRead.promise;
        await ofFirst.tell(cart);
      },
    });
    await firstWrote.promise;
    await takeOutOrdered(ground.deps, orderPaid(id, [other, 1]), {
      ...ofSecond,
      async read(cartId) {
        const cart = await ofSecond.read(cartId);
        secondRead.resolve();
        await first;
        return cart;
      },
    });

    await sweepChanges({ ...ground.deps, clock: { now: () => new Date(Date.now() + 60_000) } });
    await eventually(async () =>
      expect(await toldContents(ground.streamName, id)).toEqual({ [one]: 0, [other]: 0 }),
    );
  });

  test("is left to the sweeper where the stream does not answer", async () => {
    const { sku } = await ground.catalog.sell();
    const id = await calls.guestCart([sku, 2]);
    const hole = await startBlackHole(Number(new URL(cloudEndpoints().kinesis).port));
    const hanging = ground.startTask({ AWS_ENDPOINT_URL_KINESIS: hole.url });
    const { publish, told } = listeningTo(hanging.deps.publish);

    await takeOutOrdered({ ...hanging.deps, publish }, orderPaid(id, [sku, 1]));
    expect(told).toEqual([{ events: 1, hasEnded: false }]);
    await hole.stop();

    await sweepChanges({ ...ground.deps, clock: { now: () => new Date(Date.now() + 60_000) } });
    expect(await toldContents(ground.streamName, id)).toEqual({ [sku]: 1 });
  });

  test.each([
    ["", async () => undefined],
    [
      ", of a cart that was merged meanwhile",
      async (id: string) => calls.merge(id, (await calls.customer()).who).expect(200),
    ],
  ])("comes with the event's next try where the first died before%s", async (_what, meanwhile) => {
    const { sku } = await ground.catalog.sell();
    const id = await calls.guestCart([sku, 2]);
    const event = orderPaid(id, [sku, 2]);
    const proxy = await startProxy(cloudEndpoints().dynamodb);
    const task = ground.startTask({ AWS_ENDPOINT_URL_DYNAMODB: proxy.url });
    try {
      proxy.loseNextAnswer("TransactWriteItems", async () => proxy.cutOff());
      await expect(takeOutOrdered(task.deps, event)).rejects.toMatchObject({ code: "upstream-unavailable" });
      expect(contents(await calls.get(id))).toEqual({});
      await meanwhile(id);

      await takeOutOrdered(ground.deps, event);

      expect(await toldContents(ground.streamName, id)).toEqual({ [sku]: 0 });
    } finally {
      await proxy.stop();
    }
  });
});
