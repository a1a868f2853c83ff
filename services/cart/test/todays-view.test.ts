import { eventually } from "@shopeasy/testing/eventually";
import { freePort } from "@shopeasy/testing/free-port";
import { type CartGround, cartCalls, codeOf, contents, startCartGround } from "./cart-ground";

let ground: CartGround;
let calls: ReturnType<typeof cartCalls>;

beforeAll(async () => {
  ground = await startCartGround();
  calls = cartCalls(ground);
}, 60_000);
afterAll(() => ground?.stop());

const firstItem = async (id: string) => (await calls.get(id)).body.items[0];

describe("what changed since a line was set", () => {
  test("a new price counts at once, and is told of until the line is set again", async () => {
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

  test("of what there is too little now, the line says so and how much there is", async () => {
    const { sku } = await ground.catalog.sell({ pieces: 5 });
    const id = await calls.guestCart([sku, 4]);

    await ground.catalog.stock(sku, -2);

    await eventually(async () =>
      expect(await firstItem(id)).toMatchObject({ notice: "insufficient-stock", available: 3, quantity: 4 }),
    );
  });

  test("what is not sold any more stays with its last price, says so, and can be removed", async () => {
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
});

describe("while catalog is down", () => {
  test("a cart shows what was last known; it can be emptied, but not filled", async () => {
    const { sku } = await ground.catalog.sell({ name: "Ridge Tent", price: 24_900, pieces: 7 });
    const { sku: other } = await ground.catalog.sell();
    const id = await calls.guestCart([sku, 2]);
    const alone = cartCalls(ground.startTask({ CATALOG_URL: `http://127.0.0.1:${await freePort()}` }));

    const seen = await alone.get(id);
    const added = await alone.add(id, other);
    const removed = await alone.remove(id, sku);

    expect(seen.status).toBe(200);
    expect(seen.body.items[0]).toMatchObject({ name: "Ridge Tent", available: 7, notice: null });
    expect(seen.body.total).toEqual({ amount: 49_800, currency: "USD" });
    expect([added.status, codeOf(added)]).toEqual([503, "upstream-unavailable"]);
    expect(added.headers["retry-after"]).toBeDefined();
    expect([removed.status, contents(removed)]).toEqual([200, {}]);
  });
});
