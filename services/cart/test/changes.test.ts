import { QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { CartId } from "@shopeasy/contracts/ids";
import { eventually } from "@shopeasy/testing/eventually";
import { type ServiceProgram, startServiceProgram } from "@shopeasy/testing/service-program";
import { sweepChanges } from "../src/changes/sweep-changes";
import { pendingShardOf } from "../src/db/cart-item";
import { type CartGround, cartCalls, startCartGround } from "./cart-ground";
import { allRecords, changesOf, toldContents } from "./stream-records";

let ground: CartGround;
let calls: ReturnType<typeof cartCalls>;

beforeAll(async () => {
  ground = await startCartGround();
  calls = cartCalls(ground);
}, 60_000);
afterAll(() => ground?.stop());

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
      await sweepChanges(ground.deps);
      expect(await hasUnsent(id)).toBe(false);
    });
  });
});

describe("what could not be told at once", () => {
  test("is swept up when the stream is back: once, and only what is older than a second", async () => {
    const { sku } = await ground.catalog.sell();
    const broken = ground.startTask({ INVENTORY_STREAM: "no-such-stream", LOG_LEVEL: "error" });
    const id = await calls.guestCart();
    await cartCalls(broken).add(id, sku, 3).expect(200);
    await broken.deps.changes.stop();
    const tooEarly = await sweepChanges({
      ...ground.deps,
      clock: { now: () => new Date(Date.now() - 60_000) },
    });

    expect(tooEarly.done).toBe(0);
    expect(await changesOf(ground.streamName, id)).toEqual([]);
    await eventually(async () => {
      await sweepChanges(ground.deps);
      expect(await hasUnsent(id)).toBe(false);
    });
    await sweepChanges(ground.deps);
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

      const worker = await startServiceProgram("services/cart/worker.js", environment);
      programs.push(worker);

      await eventually(async () => expect(await toldContents(ground.streamName, id)).toEqual({ [sku]: 2 }));
      await eventually(async () => expect(await hasUnsent(id)).toBe(false));
      expect(programs.flatMap(({ logLines }) => logLines).join("\n")).not.toContain(id);
    } finally {
      await Promise.all(programs.map((program) => program.kill()));
    }
  });

  test("nothing else lies in the table that would never go", async () => {
    const { dynamo, cartsTable } = ground.deps;

    const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: cartsTable }));

    expect(Items.filter(({ expiresAt }) => typeof expiresAt !== "number")).toEqual([]);
  });
});
