import { randomUUID } from "node:crypto";
import { getOrderConfirmation, getOrderConfirmations } from "@shopeasy/contracts/internal/orders";
import request from "supertest";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { aPaidOrder } from "./paid-orders";

let ground: OrdersGround;
beforeAll(async () => {
  ground = await startOrdersGround();
}, 60_000);
afterAll(() => ground?.stop(), 30_000);

const authorization = async () => `Bearer ${await ground.deps.serviceTokens.tokenFor("orders")}`;

async function confirmationsOf(orderIds: readonly string[]) {
  const { body } = await request(ground.internalApp)
    .post(getOrderConfirmations.path)
    .set("authorization", await authorization())
    .send({ orderIds })
    .expect(200);
  return getOrderConfirmations.response.parse(body);
}

async function confirmationOf(orderId: string) {
  const { body } = await request(ground.internalApp)
    .get(`/internal/orders/${orderId}/confirmation`)
    .set("authorization", await authorization())
    .expect(200);
  return getOrderConfirmation.response.parse(body);
}

test("of several orders the same is told as of each by itself", async () => {
  const orders = await Promise.all([1, 2, 3].map((quantity) => aPaidOrder(ground, { quantity })));
  const ids = orders.map(({ id }) => id);

  const { confirmations, erased } = await confirmationsOf(ids);

  const alone = await Promise.all(ids.map(confirmationOf));
  expect(confirmations).toHaveLength(3);
  expect(confirmations).toEqual(expect.arrayContaining(alone));
  expect(erased).toEqual([]);
});

test("of several orders those of erased customers are named, and ones that were never placed are left out", async () => {
  const [kept, gone] = [await aPaidOrder(ground), await aPaidOrder(ground)];
  await ground.sql`update orders set erasure_asked_at = now() where id = ${gone.id}`;

  const { confirmations, erased } = await confirmationsOf([randomUUID(), gone.id, kept.id]);

  expect(confirmations.map(({ id }) => id)).toEqual([kept.id]);
  expect(erased).toEqual([gone.id]);
});
