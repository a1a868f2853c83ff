import { randomUUID } from "node:crypto";
import { eventually } from "@shopeasy/testing/eventually";
import {
  announced,
  anOrderId,
  aSku,
  aVariant,
  type CatalogGround,
  codeOf,
  makeProduct,
  makeStock,
  receive,
  startCatalog,
  stockOf,
} from "./catalog-ground";

let shop: CatalogGround;
beforeAll(async () => {
  shop = await startCatalog();
});
afterAll(() => shop.stop());

const adjust = (sku: string, json: object | string, key: string = randomUUID()) =>
  shop.api
    .post(`/api/v1/inventory/${sku}/adjustments`)
    .set("Authorization", shop.staff)
    .set("Idempotency-Key", key)
    .set("Content-Type", "application/json")
    .send(json);
const reserve = (sku: string, quantity: number, orderId = anOrderId()) =>
  shop.internal
    .put(`/internal/reservations/${orderId}`)
    .set("Authorization", shop.serviceToken)
    .send({ items: [{ sku, quantity }] })
    .expect(200);
const release = (orderId: string) =>
  shop.internal
    .delete(`/internal/reservations/${orderId}`)
    .set("Authorization", shop.serviceToken)
    .expect(200);
const lowEvents = async (sku: string) =>
  (await announced(shop, "stock.low", sku)).map(({ data }) => data.available).reverse();

describe("low stock is told", () => {
  test("once for each time that it gets low, by whatever takes it: back above is where it begins anew", async () => {
    const sku = await makeStock(shop, 8, { lowStockThreshold: 5 });
    const orderId = anOrderId();

    await reserve(sku, 3, orderId);
    await reserve(sku, 1);
    await release(orderId);
    await adjust(sku, { delta: -1, reason: "damaged" }).expect(201);
    await adjust(sku, { delta: -2, reason: "damaged" }).expect(201);

    expect(await lowEvents(sku)).toEqual([5, 4]);
  });

  test("exactly when it comes down across the threshold, however it goes up and down", async () => {
    const threshold = 5;
    const sku = await makeStock(shop, 8, { lowStockThreshold: threshold });
    const walk = [6, 5, 4, 5, 6, 5, 9, 2, 0, 5, 6, 20, 5, 6, 6 + threshold, 1];

    const levels = [8, ...walk];
    for (const [at, level] of walk.entries()) {
      const delta = level - (levels[at] ?? 0);
      await adjust(sku, { delta, reason: delta < 0 ? "damaged" : "received" }).expect(201);
    }

    const crossings = walk.filter((level, at) => level <= threshold && (levels[at] ?? 0) > threshold);
    expect(await lowEvents(sku)).toEqual(crossings);
  });

  test("where staff raise the threshold to what there is, and not where it was low before", async () => {
    const sku = aSku();
    const { id } = await makeProduct(shop, { variants: [aVariant({ sku, lowStockThreshold: 2 })] });
    await receive(shop, sku, 10);
    const setThreshold = (lowStockThreshold: number) =>
      shop.api
        .patch(`/api/v1/products/${id}/variants/${sku}`)
        .set("Authorization", shop.staff)
        .send({ lowStockThreshold })
        .expect(200);

    await setThreshold(9);
    await setThreshold(10);
    await setThreshold(12);

    expect(await lowEvents(sku)).toEqual([10]);
    const { body } = await shop.api.get(`/api/v1/inventory/${sku}`).set("Authorization", shop.staff);
    expect(body.lowStockThreshold).toBe(12);
  });

  test("of nothing that is no longer sold", async () => {
    const [kept, gone] = [aSku(), aSku()];
    const { id } = await makeProduct(shop, {
      options: [{ name: "Size", values: ["S", "L"] }],
      variants: [
        aVariant({ sku: kept, options: { Size: "S" } }),
        aVariant({ sku: gone, options: { Size: "L" } }),
      ],
    });
    await receive(shop, gone, 50);

    await shop.api
      .delete(`/api/v1/products/${id}/variants/${gone}`)
      .set("Authorization", shop.staff)
      .expect(204);

    expect(await lowEvents(gone)).toEqual([]);
  });

  test("by an index, however many SKUs are not low", async () => {
    await shop.outside`
      insert into stock (sku, product_id, on_hand, low_stock_threshold)
      select 'MANY-' || n, (select id from products limit 1), 50, 5 from generate_series(1, 20000) n`;
    await shop.outside`analyze stock`;

    const plan = await shop.outside`
      explain select s.sku from stock s join variants v on v.sku = s.sku where s.is_low order by s.sku limit 21`;

    expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toMatch(/stock_low_index/);
  });
});

describe("an adjustment", () => {
  test("whose first run only stood still is made once, when that one goes on", async () => {
    const sku = await makeStock(shop, 0);
    const key = randomUUID();
    const waiting = async (count: number) => {
      const found = await shop.outside`
        select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
      expect(found).toHaveLength(count);
    };
    const { unlock, locked } = await lockStock(sku);

    const first = adjust(sku, { delta: 7, reason: "received" }, key).then((answer) => answer);
    await eventually(() => waiting(1));
    await shop.outside`update idempotency_keys set locked_at = 'epoch' where key = ${key}`;
    const second = adjust(sku, { delta: 7, reason: "received" }, key).then((answer) => answer);
    await eventually(() => waiting(2));
    unlock();
    await locked;

    const [one, other] = await Promise.all([first, second]);
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(one.body.entry).toEqual(other.body.entry);
    expect([one, other].filter(({ headers }) => headers["idempotency-replayed"])).toHaveLength(1);
    expect(await stockOf(shop, sku)).toMatchObject({ onHand: 7 });
  });

  test("whose answer is forgotten is not made again, and not taken for another", async () => {
    const sku = await makeStock(shop, 0);
    const key = randomUUID();
    const first = await adjust(sku, { delta: 7, reason: "received" }, key).expect(201);
    await shop.outside`delete from idempotency_keys where key = ${key}`;

    const again = await adjust(sku, { delta: 7, reason: "received" }, key).expect(201);
    await shop.outside`delete from idempotency_keys where key = ${key}`;
    const other = await adjust(sku, { delta: 8, reason: "received" }, key).expect(422);

    expect(again.body.entry).toEqual(first.body.entry);
    expect(codeOf(other)).toBe("idempotency-key-reused");
    expect(await stockOf(shop, sku)).toMatchObject({ onHand: 7 });
  });

  test("beyond what can be counted is refused", async () => {
    const sku = await makeStock(shop, 0);
    await shop.outside`update stock set on_hand = 2147483000 where sku = ${sku}`;

    const answer = await adjust(sku, { delta: 1_000_000, reason: "counted" }).expect(409);

    expect(codeOf(answer)).toBe("too-much-stock");
    expect(await stockOf(shop, sku)).toMatchObject({ onHand: 2_147_483_000 });
  });

  test.each([
    "1e309",
    "-1e309",
    "NaN",
    "2147483648",
    "-2147483649",
    "1000001",
    "0",
    "-0",
    "1.5",
    '"7"',
    "null",
  ])("by %s is refused", async (delta) => {
    const sku = await makeStock(shop, 3);

    await adjust(sku, `{"delta":${delta},"reason":"counted"}`).expect(400);

    expect(await stockOf(shop, sku)).toMatchObject({ onHand: 3 });
  });

  test.each([
    ["limit=1e309"],
    ["limit=NaN"],
    ["limit=2147483648"],
    ["limit=-1"],
    ["lowStock=yes"],
    ["cursor=x"],
    ["cursor=%00"],
    ["lowStock=true&lowStock=false"],
    ["__proto__=1"],
  ])("list of stock with %s is refused", async (query) => {
    await shop.api.get(`/api/v1/inventory?${query}`).set("Authorization", shop.staff).expect(400);
  });
});

/** Holds the row of a SKU until `unlock`. */
async function lockStock(sku: string) {
  let unlock = () => {};
  const unlocked = new Promise<void>((resolve) => {
    unlock = resolve;
  });
  let isHeld = () => {};
  const held = new Promise<void>((resolve) => {
    isHeld = resolve;
  });
  const locked = shop.outside.begin(async (tx) => {
    await tx`select 1 from stock where sku = ${sku} for update`;
    isHeld();
    await unlocked;
  });
  await held;
  return { unlock, locked };
}
