import { randomUUID } from "node:crypto";
import { GetCommand, PutCommand, QueryCommand, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { CartId } from "@shopeasy/contracts/ids";
import { cloudEndpoints } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";
import { type ServiceProgram, startServiceProgram } from "@shopeasy/testing/service-program";
import { sweepChanges } from "../src/changes/sweep-changes";
import { pendingShardOf } from "../src/db/cart-item";
import { readCart } from "../src/db/read-cart";
import { nameOfWrite } from "../src/db/write-name-rules";
import { type CartGround, cartCalls, startCartGround } from "./cart-ground";
import { startProxy } from "./neighbour-proxy";
import { allRecords, changesOf, toldContents } from "./stream-records";

let ground: CartGround;
let calls: ReturnType<typeof cartCalls>;

beforeAll(async () => {
  ground = await startCartGround();
  calls = cartCalls(ground);
}, 60_000);
afterAll(() => ground?.stop());

/** The sweeper, when a while has passed. */
const later = () => ({ ...ground.deps, clock: { now: () => new Date(Date.now() + 60_000) } });

/** The cart was left alone for a while. */
async function letTimePass(cartId: string): Promise<void> {
  const then = Date.now() - 60_000;
  const { dynamo, cartsTable } = ground.deps;
  await dynamo.send(
    new UpdateCommand({
      TableName: cartsTable,
      Key: { pk: cartId },
      UpdateExpression: "SET pendingSince = :since, updatedAt = :at",
      ConditionExpression: "attribute_exists(pendingSince)",
      ExpressionAttributeValues: { ":since": then, ":at": new Date(then).toISOString() },
    }),
  );
}

/** Whether the cart's item still says that something is to be told. */
async function hasUnsent(cartId: string): Promise<boolean> {
  const { dynamo, cartsTable } = ground.deps;
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: cartsTable,
      IndexName: "pending",
      KeyConditionExpression: "pendingShard = :shard",
      FilterExpression: "pk = :id",
      ExpressionAttributeValues: { ":shard": pendingShardOf(CartId.parse(cartId)), ":id": cartId },
    }),
  );
  return Items.length > 0;
}

describe("what the stream is told", () => {
  test("of each SKU that changed, how many there are now, by SKU, with the cart's version and expiry", async () => {
    const [one, two] = await Promise.all([ground.catalog.sell(), ground.catalog.sell()]);
    const id = await calls.guestCart([one.sku, 2]);
    const { body } = await calls.add(id, two.sku, 1);

    await eventually(async () =>
      expect(await toldContents(ground.streamName, id)).toEqual({ [one.sku]: 2, [two.sku]: 1 }),
    );

    const ofTwo = (await allRecords(ground.streamName)).find(({ event }) => event.data.sku === two.sku);
    expect(ofTwo).toMatchObject({
      key: two.sku,
      event: { aggregateId: two.sku, aggregateVersion: body.version, data: { expiresAt: body.expiresAt } },
    });
    await eventually(async () => expect(await hasUnsent(id)).toBe(false));
  });

  test("what was removed is none, and an emptied cart holds nothing", async () => {
    const { skus } = await ground.catalog.sellMany({ variants: 3 });
    const [one = "", two = "", three = ""] = skus;
    const id = await calls.guestCart([one, 1], [two, 2], [three, 3]);

    await calls.remove(id, one);
    await calls.empty(id);

    await eventually(async () =>
      expect(await toldContents(ground.streamName, id)).toEqual({ [one]: 0, [two]: 0, [three]: 0 }),
    );
  });

  test("20 changes at once end with the exact state, and nothing left to tell", async () => {
    const { skus } = await ground.catalog.sellMany({ variants: 4 });
    const id = await calls.guestCart();
    const other = cartCalls(ground.startTask());

    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? calls : other).add(id, skus[index % 4] ?? "", 1).expect(200),
      ),
    );

    await eventually(async () =>
      expect(await toldContents(ground.streamName, id)).toEqual(
        Object.fromEntries(skus.map((sku) => [sku, 5])),
      ),
    );
    await eventually(async () => {
      await sweepChanges(later());
      expect(await hasUnsent(id)).toBe(false);
    });
  });

  test("of changes in a row that it was told all is written down once, when the cart is left alone", async () => {
    const { skus } = await ground.catalog.sellMany({ variants: 6 });
    const proxy = await startProxy(cloudEndpoints().dynamodb);
    const task = cartCalls(ground.startTask({ AWS_ENDPOINT_URL_DYNAMODB: proxy.url }));
    const id = await calls.guestCart();
    try {
      for (const sku of skus) await task.add(id, sku).expect(200);

      await eventually(async () => expect(await hasUnsent(id)).toBe(false));

      expect(proxy.asked).toEqual([...skus.map(() => "UpdateItem"), "UpdateItem"]);
      expect(Object.keys(await toldContents(ground.streamName, id)).sort()).toEqual([...skus].sort());
      expect((await changesOf(ground.streamName, id)).length).toBe(skus.length);
    } finally {
      await proxy.stop();
    }
  });
});

describe("what could not be told at once", () => {
  test("is swept up when the stream is back: once, and only what was left alone for 10 seconds", async () => {
    const { sku } = await ground.catalog.sell();
    const broken = ground.startTask({ INVENTORY_STREAM: "no-such-stream", LOG_LEVEL: "error" });
    const id = await calls.guestCart();
    await cartCalls(broken).add(id, sku, 3).expect(200);
    await broken.deps.changes.stop();
    await sweepChanges({ ...ground.deps, clock: { now: () => new Date(Date.now() + 5_000) } });
    const tooEarly = await changesOf(ground.streamName, id);

    await sweepChanges(later());
    await sweepChanges(later());

    expect(tooEarly).toEqual([]);
    expect(await hasUnsent(id)).toBe(false);
    const told = await changesOf(ground.streamName, id);
    expect(told.map(({ data }) => [data.sku, data.quantity])).toEqual([[sku, 3]]);
  });

  test("a task that is killed right after its answer leaves it to the worker", async () => {
    const { sku } = await ground.catalog.sell();
    const id = await calls.guestCart();
    const programs: ServiceProgram[] = [];
    const environment = { ...ground.environment, LOG_LEVEL: "debug" };
    try {
      const task = await startServiceProgram("services/cart/main.js", environment);
      programs.push(task);
      const answer = await fetch(`${task.url}/api/v1/carts/${id}/items`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ sku, quantity: 2 }),
      });
      await task.kill();
      expect(answer.status).toBe(200);
      await letTimePass(id);

      const worker = await startServiceProgram("services/cart/worker.js", environment);
      programs.push(worker);

      const untilSwept = { withinMs: 20_000 };
      await eventually(
        async () => expect(await toldContents(ground.streamName, id)).toEqual({ [sku]: 2 }),
        untilSwept,
      );
      await eventually(async () => expect(await hasUnsent(id)).toBe(false), untilSwept);
      expect(programs.flatMap(({ logLines }) => logLines).join("\n")).not.toContain(id);
    } finally {
      await Promise.all(programs.map((program) => program.kill()));
    }
  }, 40_000);

  test("an item that nobody can read is set aside, and keeps nothing else from being told", async () => {
    const { sku } = await ground.catalog.sell();
    const { dynamo, cartsTable } = ground.deps;
    const broken = ground.startTask({ INVENTORY_STREAM: "no-such-stream" });
    const id = await calls.guestCart();
    await cartCalls(broken).add(id, sku, 3).expect(200);
    await broken.deps.changes.stop();
    const garbage = {
      pk: `not-a-cart-${sku}`,
      pendingShard: pendingShardOf(CartId.parse(id)),
      pendingSince: 1,
      expiresAt: 9_999_999_999,
    };
    await dynamo.send(new PutCommand({ TableName: cartsTable, Item: garbage }));
    const errors: string[] = [];

    await sweepChanges({ ...later(), logger: { error: (event) => errors.push(event) } });

    expect(errors).toEqual(["cart.unreadable-set-aside"]);
    expect(await toldContents(ground.streamName, id)).toEqual({ [sku]: 3 });
    const { Item } = await dynamo.send(new GetCommand({ TableName: cartsTable, Key: { pk: garbage.pk } }));
    expect(Item).toMatchObject({ pk: garbage.pk, setAsideAt: expect.any(String) });
    expect(Item).not.toHaveProperty("pendingShard");
  });

  test.each([
    ["left alone", async () => undefined, 3],
    ["written to all the time", (id: string, sku: string) => calls.set(id, sku, 2), 120],
  ])("the names of writes do not pile up in a cart that is %s", async (_how, meanwhile, most) => {
    const { sku } = await ground.catalog.sell();
    const { dynamo, cartsTable, clock } = ground.deps;
    const id = await calls.guestCart([sku, 1]);
    const longAgo = new Date(clock.now().getTime() - 60_000);
    const old = Array.from({ length: 500 }, () => nameOfWrite(longAgo, randomUUID()));
    await dynamo.send(
      new UpdateCommand({
        TableName: cartsTable,
        Key: { pk: id },
        UpdateExpression: "ADD recentWrites :old",
        ExpressionAttributeValues: { ":old": new Set(old) },
      }),
    );

    await calls.set(id, sku, 3);

    await eventually(async () => {
      await meanwhile(id, sku);
      const cart = await readCart(ground.deps, CartId.parse(id));
      expect([...(cart?.recentWrites ?? [])].filter((name) => old.includes(name))).toEqual([]);
      expect(cart?.recentWrites.size).toBeLessThanOrEqual(most);
    });
  });

  test("nothing else lies in the table that would never go", async () => {
    const { dynamo, cartsTable } = ground.deps;

    const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: cartsTable }));

    expect(Items.filter(({ expiresAt }) => typeof expiresAt !== "number")).toEqual([]);
  });
});
