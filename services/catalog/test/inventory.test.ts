import { randomUUID } from "node:crypto";
import type { Response } from "supertest";
import {
  announced,
  aSku,
  aVariant,
  type CatalogGround,
  codeOf,
  customerToken,
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

const get = (path: string) => shop.api.get(`/api/v1${path}`).set("Authorization", shop.staff);
const adjust = (sku: string, body: object, key: string = randomUUID()) =>
  shop.api
    .post(`/api/v1/inventory/${sku}/adjustments`)
    .set("Authorization", shop.staff)
    .set("Idempotency-Key", key)
    .send(body);

test("what comes in and what breaks is counted, with an entry in the ledger", async () => {
  const sku = await makeStock(shop, 0);

  const received = await adjust(sku, { delta: 40, reason: "received", note: "Delivery 7731" }).expect(201);
  await adjust(sku, { delta: -2, reason: "damaged" }).expect(201);

  expect(received.body).toMatchObject({ sku, onHand: 40, reserved: 0, available: 40, lowStockThreshold: 5 });
  expect(await stockOf(shop, sku)).toEqual({ onHand: 38, reserved: 0, available: 38 });
  const { body } = await get(`/inventory/${sku}/history`).expect(200);
  expect(body.items).toEqual([
    expect.objectContaining({ delta: -2, onHand: 38, reason: "damaged", note: null }),
    received.body.entry,
  ]);
  expect(received.body.entry).toMatchObject({ delta: 40, onHand: 40, note: "Delivery 7731", orderId: null });
});

test("the same adjustment sent again is made once", async () => {
  const sku = await makeStock(shop, 0);
  const key = randomUUID();

  const first = await adjust(sku, { delta: 7, reason: "received" }, key).expect(201);
  const again = await adjust(sku, { reason: "received", delta: 7 }, key).expect(201);
  const other = await adjust(sku, { delta: 8, reason: "received" }, key).expect(422);

  expect(again.body).toEqual(first.body);
  expect(again.headers["idempotency-replayed"]).toBe("true");
  expect(codeOf(other)).toBe("idempotency-key-reused");
  expect(await stockOf(shop, sku)).toMatchObject({ onHand: 7 });
});

test("an adjustment that was cut short before it was answered is not made again", async () => {
  const sku = await makeStock(shop, 0);
  const key = randomUUID();
  const first = await adjust(sku, { delta: 7, reason: "received" }, key).expect(201);
  await shop.outside`
    update idempotency_keys set status = 'running', response_body = null, locked_at = 'epoch' where key = ${key}`;

  const again = await adjust(sku, { delta: 7, reason: "received" }, key).expect(201);

  expect(again.body).toEqual(first.body);
  expect(await stockOf(shop, sku)).toMatchObject({ onHand: 7 });
});

test("an adjustment needs a key, a reason and a number that is not 0", async () => {
  const sku = await makeStock(shop, 0);

  const keyless = await shop.api
    .post(`/api/v1/inventory/${sku}/adjustments`)
    .set("Authorization", shop.staff)
    .send({ delta: 1, reason: "received" })
    .expect(400);
  const unfit = await adjust(sku, { delta: 0, reason: "magic" }).expect(400);

  expect(keyless.body.errors[0].path).toBe("Idempotency-Key");
  expect(unfit.body.errors.map(({ path }: { path: string }) => path)).toEqual(["delta", "reason"]);
});

test("no more is taken out than is free", async () => {
  const sku = await makeStock(shop, 10);
  await shop.outside`update stock set reserved = 4 where sku = ${sku}`;

  const refused = await adjust(sku, { delta: -7, reason: "damaged" }).expect(409);
  await adjust(sku, { delta: -6, reason: "damaged" }).expect(201);

  expect(codeOf(refused)).toBe("insufficient-stock");
  expect(refused.body.available).toBe(6);
  expect(await stockOf(shop, sku)).toEqual({ onHand: 4, reserved: 4, available: 0 });
});

test("twenty who take out at once take no more than there is", async () => {
  const sku = await makeStock(shop, 10);

  const answers = await Promise.all(
    Array.from({ length: 20 }, () => adjust(sku, { delta: -1, reason: "damaged" })),
  );

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
  expect(await stockOf(shop, sku)).toMatchObject({ onHand: 0 });
});

test("an unknown SKU is a 404, and inventory is nothing for customers", async () => {
  const customer = await customerToken();

  expect(codeOf(await get("/inventory/NO-SUCH").expect(404))).toBe("unknown-sku");
  expect(codeOf(await get("/inventory/NO-SUCH/history").expect(404))).toBe("unknown-sku");
  expect(codeOf(await adjust("NO-SUCH", { delta: 1, reason: "received" }).expect(404))).toBe("unknown-sku");
  await shop.api.get("/api/v1/inventory").expect(401);
  await shop.api.get("/api/v1/inventory").set("Authorization", customer).expect(403);
});

test("a change of stock is announced with its absolute state; low stock once, as it gets low", async () => {
  const sku = await makeStock(shop, 8, { lowStockThreshold: 5 });

  await adjust(sku, { delta: -2, reason: "damaged" }).expect(201);
  await adjust(sku, { delta: -1, reason: "damaged" }).expect(201);
  await adjust(sku, { delta: -1, reason: "damaged" }).expect(201);

  const [newest] = await announced(shop, "stock.changed", sku);
  expect(newest).toMatchObject({
    aggregateVersion: 4,
    data: { sku, onHand: 4, reserved: 0, available: 4 },
  });
  const low = await announced(shop, "stock.low", sku);
  expect(low.map(({ data }) => data)).toEqual([
    { sku, productId: expect.any(String), available: 5, threshold: 5 },
  ]);
});

test("the list of low stock has those at or below their threshold, page by page", async () => {
  const skus = [aSku(), aSku(), aSku(), aSku()].map((sku) => `LOW-${sku}`).sort();
  for (const sku of skus) {
    await makeProduct(shop, { variants: [aVariant({ sku, lowStockThreshold: 3 })] });
  }
  await receive(shop, skus[1]!, 4);
  await receive(shop, skus[2]!, 3);

  const seen: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const { body }: Response = await get(
      `/inventory?lowStock=true&limit=2${cursor && `&cursor=${cursor}`}`,
    ).expect(200);
    seen.push(...body.items.map(({ sku }: { sku: string }) => sku));
    cursor = body.nextCursor;
  }

  expect(seen.filter((sku) => skus.includes(sku))).toEqual([skus[0], skus[2], skus[3]]);
  expect(new Set(seen).size).toBe(seen.length);
});

test("the ledger can be walked page by page, and is append only", async () => {
  const sku = await makeStock(shop, 1);
  for (const delta of [2, 3, 4]) await receive(shop, sku, delta);

  const first = await get(`/inventory/${sku}/history?limit=3`).expect(200);
  const second = await get(`/inventory/${sku}/history?limit=3&cursor=${first.body.nextCursor}`).expect(200);

  const deltas = [...first.body.items, ...second.body.items].map(({ delta }) => delta);
  expect(deltas).toEqual([4, 3, 2, 1]);
  expect(second.body.nextCursor).toBeNull();
  await expect(shop.outside`update stock_ledger set delta = 9 where sku = ${sku}`).rejects.toThrow(
    "append only",
  );
  await expect(shop.outside`delete from stock_ledger where sku = ${sku}`).rejects.toThrow("append only");
});
