import { eventually } from "@shopeasy/testing/eventually";
import { freePort } from "@shopeasy/testing/free-port";
import { type CartGround, cartCalls, codeOf, contents, startCartGround } from "./cart-ground";
import { startProxy } from "./neighbour-proxy";

let ground: CartGround;
let calls: ReturnType<typeof cartCalls>;

beforeAll(async () => {
  ground = await startCartGround();
  calls = cartCalls(ground);
}, 60_000);
afterAll(() => ground?.stop());

const firstItem = async (id: string) => (await calls.get(id)).body.items[0];

// Most of these wait, for what a task remembers of the catalogue: each for its own products, and so side by side.
describe("what changed since a line was set", () => {
  test.concurrent("a new price counts at once, and is told of until the line is set again", async () => {
    const { slug, sku } = await ground.catalog.sell({ price: 2_500 });
    const id = await calls.guestCart([sku, 2]);

    await ground.catalog.reprice(slug, sku, 2_900);

    await eventually(async () =>
      expect(await firstItem(id)).toMatchObject({
        notice: "price-changed",
        unitPrice: { amount: 2_900 },
        lineTotal: { amount: 5_800 },
      }),
    );
    expect((await calls.get(id)).body.total).toEqual({ amount: 5_800, currency: "USD" });
    const { body } = await calls.set(id, sku, 3);
    expect(body.items[0]).toMatchObject({ notice: null, lineTotal: { amount: 8_700 } });
  });

  test.concurrent("of what there is too little now, the line says so and how much there is", async () => {
    const { sku } = await ground.catalog.sell({ pieces: 5 });
    const id = await calls.guestCart([sku, 4]);

    await ground.catalog.stock(sku, -2);

    await eventually(async () =>
      expect(await firstItem(id)).toMatchObject({ notice: "insufficient-stock", available: 3, quantity: 4 }),
    );
  });

  test.concurrent("what is not sold any more stays with its last price, says so, and can be removed", async () => {
    const { slug, sku } = await ground.catalog.sell({ name: "Old Lamp", price: 700 });
    const id = await calls.guestCart([sku, 1]);

    await ground.catalog.archive(slug);

    await eventually(async () =>
      expect(await firstItem(id)).toMatchObject({
        notice: "unavailable",
        available: 0,
        name: "Old Lamp",
        unitPrice: { amount: 700 },
      }),
    );
    expect(contents(await calls.remove(id, sku))).toEqual({});
  });

  test.concurrent("what is not sold any more costs nothing", async () => {
    const [lamp, pan] = await Promise.all([
      ground.catalog.sell({ price: 700 }),
      ground.catalog.sell({ price: 1_999 }),
    ]);
    const id = await calls.guestCart([lamp.sku, 3], [pan.sku, 2]);

    await ground.catalog.archive(lamp.slug);

    await eventually(async () =>
      expect((await calls.get(id)).body).toMatchObject({
        items: [
          { sku: lamp.sku, notice: "unavailable", lineTotal: { amount: 0 } },
          { sku: pan.sku, notice: null, lineTotal: { amount: 3_998 } },
        ],
        subtotal: { amount: 3_998 },
        total: { amount: 3_998 },
      }),
    );
  });
});

describe("while catalog is down", () => {
  test.concurrent("a task that knows nothing shows what the lines tell; carts can be emptied, but not filled", async () => {
    const { sku } = await ground.catalog.sell({ name: "Ridge Tent", price: 24_900, pieces: 7 });
    const { sku: other } = await ground.catalog.sell();
    const id = await calls.guestCart([sku, 2]);
    const alone = cartCalls(ground.startTask({ CATALOG_URL: `http://127.0.0.1:${await freePort()}` }));

    const seen = await alone.get(id);
    const added = await alone.add(id, other);
    const set = await alone.set(id, sku, 3);
    const removed = await alone.remove(id, sku);

    expect(seen.status).toBe(200);
    expect(seen.body.items[0]).toMatchObject({ name: "Ridge Tent", available: 7, notice: null });
    expect(seen.body.total).toEqual({ amount: 49_800, currency: "USD" });
    expect([added, set].map((answer) => [answer.status, codeOf(answer)])).toEqual([
      [503, "upstream-unavailable"],
      [503, "upstream-unavailable"],
    ]);
    expect(added.headers["retry-after"]).toBeDefined();
    expect([removed.status, contents(removed)]).toEqual([200, {}]);
  });

  test.concurrent("what was known before can be added, and shows as it was last known, with its notices", async () => {
    const dear = await ground.catalog.sell({ price: 2_500, pieces: 7 });
    const scarce = await ground.catalog.sell({ price: 1_000, pieces: 4 });
    const id = await calls.guestCart([dear.sku, 2], [scarce.sku, 4]);
    await ground.catalog.reprice(dear.slug, dear.sku, 2_900);
    await ground.catalog.stock(scarce.sku, -1);
    const proxy = await startProxy(ground.catalog.internalUrl);
    const task = cartCalls(ground.startTask({ CATALOG_URL: proxy.url }));
    try {
      const { body: before } = await task.get(id);

      proxy.cutOff();
      await eventually(async () => {
        const asked = proxy.asked.length;
        await task.get(id);
        expect(proxy.asked.length).toBeGreaterThan(asked);
      });
      const { body: during } = await task.get(id);
      const { body: added } = await task.add(id, dear.sku, 1).expect(200);
      const tooMany = await task.add(id, scarce.sku, 1);

      expect(during).toEqual(before);
      expect(during.items.map(({ notice }: { notice: string }) => notice)).toEqual([
        "price-changed",
        "insufficient-stock",
      ]);
      expect(added.items[0]).toMatchObject({ quantity: 3, unitPrice: { amount: 2_900 }, notice: null });
      expect([tooMany.status, codeOf(tooMany), tooMany.body.available]).toEqual([
        409,
        "insufficient-stock",
        3,
      ]);
    } finally {
      await proxy.stop();
    }
  });

  test.concurrent("when it is back, today's prices are", async () => {
    const { slug, sku } = await ground.catalog.sell({ price: 2_500 });
    const id = await calls.guestCart([sku, 1]);
    const proxy = await startProxy(ground.catalog.internalUrl);
    const task = cartCalls(ground.startTask({ CATALOG_URL: proxy.url }));
    try {
      proxy.cutOff();
      const { body: during } = await task.get(id);
      await ground.catalog.reprice(slug, sku, 2_900);

      proxy.restore();

      expect(during.total.amount).toBe(2_500);
      await eventually(async () => expect((await task.get(id)).body.total.amount).toBe(2_900));
    } finally {
      await proxy.stop();
    }
  });
});
