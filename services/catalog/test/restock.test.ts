import { randomUUID } from "node:crypto";
import { restock } from "@shopeasy/contracts/internal/catalog";
import { anOrderId, type CatalogGround, makeStock, startCatalog, stockOf } from "./catalog-ground";

let shop: CatalogGround;
beforeAll(async () => {
  shop = await startCatalog({ DATABASE_POOL_SIZE: "20" });
});
afterAll(() => shop.stop());

const putBack = (refundId: string, items: { sku: string; quantity: number }[], orderId = anOrderId()) =>
  shop.internal
    .put(restock.path.replace("{refundId}", refundId))
    .set("Authorization", shop.serviceToken)
    .send({ orderId, items });

const entriesOf = (sku: string) =>
  shop.outside`select delta, reason, order_id from stock_ledger where sku = ${sku} and reason = 'returned'`;

test("pieces that came back can be sold again, and the ledger says of which order they were", async () => {
  const [one, other] = [await makeStock(shop, 10), await makeStock(shop, 0)];
  const orderId = anOrderId();

  const { status, body } = await putBack(
    "0190a000-0000-7000-8000-0000000000aa",
    [
      { sku: one, quantity: 2 },
      { sku: other, quantity: 3 },
    ],
    orderId,
  );

  expect([status, body]).toEqual([200, { refundId: "0190a000-0000-7000-8000-0000000000aa" }]);
  expect(await stockOf(shop, one)).toMatchObject({ onHand: 12, available: 12 });
  expect(await stockOf(shop, other)).toMatchObject({ onHand: 3, available: 3 });
  expect(await entriesOf(one)).toMatchObject([{ delta: 2, reason: "returned", order_id: orderId }]);
});

test("twenty calls at once for one refund put back once, and so does one that comes later", async () => {
  const sku = await makeStock(shop, 10);
  const refundId = randomUUID();
  const items = [{ sku, quantity: 2 }];

  const answers = await Promise.all(Array.from({ length: 20 }, () => putBack(refundId, items)));
  const later = await putBack(refundId, items);

  expect(new Set([...answers, later].map(({ status }) => status))).toEqual(new Set([200]));
  expect(await stockOf(shop, sku)).toMatchObject({ onHand: 12 });
  expect(await entriesOf(sku)).toHaveLength(1);
});

test("another refund of the same pieces is another one", async () => {
  const sku = await makeStock(shop, 10);

  await putBack(randomUUID(), [{ sku, quantity: 1 }]);
  await putBack(randomUUID(), [{ sku, quantity: 1 }]);

  expect(await stockOf(shop, sku)).toMatchObject({ onHand: 12 });
});

test("only services may", async () => {
  const { status } = await shop.internal.put(`/internal/restocks/${randomUUID()}`).send({});

  expect(status).toBe(401);
});
