import { randomUUID } from "node:crypto";
import type { OrderId } from "@shopeasy/contracts/ids";
import { restock } from "@shopeasy/contracts/internal/catalog";
import { anOrderId, type CatalogGround, makeStock, startCatalog, stockOf } from "./catalog-ground";

let shop: CatalogGround;
beforeAll(async () => {
  shop = await startCatalog({ DATABASE_POOL_SIZE: "20" });
});
afterAll(() => shop.stop());

const putBack = (refundId: string, items: { sku: string; quantity: number }[], orderId: string) =>
  shop.internal
    .put(restock.path.replace("{refundId}", refundId))
    .set("Authorization", shop.serviceToken)
    .send({ orderId, items });

/** An order of these, that was paid: they left the stock. */
async function sold(items: { sku: string; quantity: number }[]): Promise<OrderId> {
  const orderId = anOrderId();
  const reservation = `/internal/reservations/${orderId}`;
  const token = shop.serviceToken;
  await shop.internal.put(reservation).set("Authorization", token).send({ items }).expect(200);
  await shop.internal.post(`${reservation}/settle`).set("Authorization", token).expect(200);
  return orderId;
}

const release = (orderId: string) =>
  shop.internal.delete(`/internal/reservations/${orderId}`).set("Authorization", shop.serviceToken);

const entriesOf = (sku: string) =>
  shop.outside`select delta, reason, order_id from stock_ledger where sku = ${sku} and reason = 'returned'`;

test("pieces that came back can be sold again, and the ledger says of which order they were", async () => {
  const [one, other] = [await makeStock(shop, 10), await makeStock(shop, 3)];
  const orderId = await sold([
    { sku: one, quantity: 4 },
    { sku: other, quantity: 3 },
  ]);

  const { status, body } = await putBack(
    "0190a000-0000-7000-8000-0000000000aa",
    [
      { sku: one, quantity: 2 },
      { sku: other, quantity: 3 },
    ],
    orderId,
  );

  expect([status, body]).toEqual([200, { refundId: "0190a000-0000-7000-8000-0000000000aa" }]);
  expect(await stockOf(shop, one)).toMatchObject({ onHand: 8, available: 8 });
  expect(await stockOf(shop, other)).toMatchObject({ onHand: 3, available: 3 });
  expect(await entriesOf(one)).toMatchObject([{ delta: 2, reason: "returned", order_id: orderId }]);
});

test("twenty calls at once for one refund put back once, and so does one that comes later", async () => {
  const sku = await makeStock(shop, 10);
  const refundId = randomUUID();
  const items = [{ sku, quantity: 2 }];
  const orderId = await sold([{ sku, quantity: 6 }]);

  const answers = await Promise.all(Array.from({ length: 20 }, () => putBack(refundId, items, orderId)));
  const later = await putBack(refundId, items, orderId);

  expect(new Set([...answers, later].map(({ status }) => status))).toEqual(new Set([200]));
  expect(await stockOf(shop, sku)).toMatchObject({ onHand: 6 });
  expect(await entriesOf(sku)).toHaveLength(1);
});

test("another refund of the same pieces is another one", async () => {
  const sku = await makeStock(shop, 10);
  const orderId = await sold([{ sku, quantity: 4 }]);

  await putBack(randomUUID(), [{ sku, quantity: 1 }], orderId);
  await putBack(randomUUID(), [{ sku, quantity: 1 }], orderId);

  expect(await stockOf(shop, sku)).toMatchObject({ onHand: 8 });
});

test("no more comes back of an order than left the stock for it, whoever asks and however many at once", async () => {
  const sku = await makeStock(shop, 10);
  const orderId = await sold([{ sku, quantity: 4 }]);
  await sold([{ sku, quantity: 3 }]);

  const answers = await Promise.all(
    Array.from({ length: 10 }, () => putBack(randomUUID(), [{ sku, quantity: 3 }], orderId)),
  );
  const unsold = await putBack(randomUUID(), [{ sku, quantity: 3 }], anOrderId());

  expect(new Set([...answers, unsold].map(({ status }) => status))).toEqual(new Set([200]));
  expect(await stockOf(shop, sku)).toMatchObject({ onHand: 7 });
  expect((await entriesOf(sku)).map(({ delta }) => delta)).toEqual([3, 1]);
});

test("an order that is given up at the same time comes back once", async () => {
  const orders = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const sku = await makeStock(shop, 10);
      return { sku, orderId: await sold([{ sku, quantity: 4 }]) };
    }),
  );

  await Promise.all(
    orders.flatMap(({ sku, orderId }) => [
      putBack(randomUUID(), [{ sku, quantity: 3 }], orderId).expect(200),
      release(orderId).expect(200),
      putBack(randomUUID(), [{ sku, quantity: 3 }], orderId).expect(200),
    ]),
  );

  for (const { sku } of orders) expect(await stockOf(shop, sku)).toMatchObject({ onHand: 10, reserved: 0 });
});

test("an order that is given up after some of it came back, also by a version that did not note that, brings the rest", async () => {
  const [one, other] = [await makeStock(shop, 10), await makeStock(shop, 10)];
  const lines = [
    { sku: one, quantity: 4 },
    { sku: other, quantity: 2 },
  ];
  const orderId = await sold(lines);
  await putBack(randomUUID(), [{ sku: one, quantity: 1 }], orderId);
  await shop.outside`update reservations set lines = ${shop.outside.json(lines)} where order_id = ${orderId}`;
  await putBack(randomUUID(), [{ sku: one, quantity: 1 }], orderId);

  const { body } = await release(orderId).expect(200);

  expect(body).toMatchObject({ status: "released" });
  for (const sku of [one, other]) expect(await stockOf(shop, sku)).toMatchObject({ onHand: 10, reserved: 0 });
});

test("what is out of an order is found without reading the ledger of all", async () => {
  const plan = await shop.outside.begin(async (tx) => {
    await tx`set local enable_seqscan = off`;
    return tx`explain select sku, -sum(delta) from stock_ledger where order_id = ${anOrderId()} group by sku`;
  });

  expect(JSON.stringify(plan)).toContain("stock_ledger_order_index");
});

test("only services may", async () => {
  const { status } = await shop.internal.put(`/internal/restocks/${randomUUID()}`).send({});

  expect(status).toBe(401);
});
