import { randomUUID } from "node:crypto";
import { eventually } from "@shopeasy/testing/eventually";
import { paid, resumeUntilDone, undone, whatBecameOf } from "./left-orders";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { codeOf, place } from "./placing";

let ground: OrdersGround;

beforeEach(async () => {
  ground = await startOrdersGround();
}, 60_000);
afterEach(() => ground?.stop(), 30_000);

async function aCart() {
  const sku = await ground.stocked(5);
  return { sku, cartId: await ground.cartWith(sku, 2) };
}

/** Places an order, and kills the catalog while the gateway takes its time over the payment. */
async function placeAndKill(cartId: string, body: Record<string, unknown> = {}) {
  await ground.payments.fault({ kind: "answer-late", on: "create", ms: 2_000 });
  const placing = place(ground, cartId, { body }).then((answer) => answer);
  await eventually(async () => expect((await ground.payments.books()).intents).toHaveLength(1), {
    withinMs: 10_000,
  });
  await ground.killCatalog();
  return placing;
}

test("a catalog that dies before it holds the stock: nothing is charged, and the same key tries again", async () => {
  const { sku, cartId } = await aCart();
  const key = randomUUID();
  await ground.killCatalog();

  const refused = await place(ground, cartId, { key });
  await ground.restartCatalog();
  const again = await eventually(
    async () => {
      const answer = await place(ground, cartId, { key });
      expect(answer.status).toBe(201);
      return answer;
    },
    { withinMs: 10_000 },
  );

  expect([refused.status, codeOf(refused)]).toEqual([503, "upstream-unavailable"]);
  expect(await whatBecameOf(ground, { id: again.body.id, sku })).toEqual(paid);
}, 40_000);

test("a catalog that dies before the stock is settled: the payment is pending, then paid", async () => {
  const { sku, cartId } = await aCart();

  const { status, body } = await placeAndKill(cartId);
  await ground.restartCatalog();
  await resumeUntilDone(ground, body.id);

  expect([status, body.status]).toEqual([202, "payment-pending"]);
  expect(await whatBecameOf(ground, { id: body.id, sku })).toEqual(paid);
}, 40_000);

test("a catalog that dies while a declined order is undone: its stock is given back afterwards", async () => {
  const { sku, cartId } = await aCart();

  const { status, body } = await placeAndKill(cartId, { paymentMethod: "pm_card_chargeDeclined" });
  await ground.restartCatalog();
  const meanwhile = await ground.stockOf(sku);
  await resumeUntilDone(ground, body.orderId);

  expect([status, meanwhile.reserved]).toEqual([402, 2]);
  expect(await whatBecameOf(ground, { id: body.orderId, sku })).toEqual({
    ...undone,
    status: "payment-failed",
  });
}, 40_000);
