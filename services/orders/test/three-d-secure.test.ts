import { OrderId, Sku } from "@shopeasy/contracts/ids";
import { releaseReservation, reserveStock } from "@shopeasy/contracts/internal/catalog";
import { newId } from "@shopeasy/platform/ids";
import { resumeCheckouts } from "../src/checkout/resume-checkouts";
import { expireReservation, makeDue, paid, resumeUntilDone, undone, whatBecameOf } from "./left-orders";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { place } from "./placing";

let ground: OrdersGround;

beforeAll(async () => {
  ground = await startOrdersGround();
}, 60_000);
afterAll(() => ground?.stop(), 30_000);

/** An order that waits for its customer at the bank's page: of 2 pieces out of 5, unless told otherwise. */
async function anOrderAtTheBank(of: { sku?: string; quantity?: number } = {}) {
  const sku = of.sku ?? (await ground.stocked(5));
  const cartId = await ground.cartWith(sku, of.quantity ?? 2);
  const { body } = await place(ground, cartId, { body: { paymentMethod: "pm_card_authenticationRequired" } });
  const { intents } = await ground.payments.books();
  const intent = intents.find(({ metadata }) => metadata.orderId === body.id);
  return { id: body.id as string, sku, intentId: intent?.id ?? "", token: body.token as string };
}

const resume = async (id: string) => {
  await makeDue(ground, id);
  await resumeCheckouts(ground.deps);
};

/** As the catalog's worker does each second; whoever asks for a piece that is held too long does it, too. */
async function sweepReservations(sku: string): Promise<void> {
  const params = { orderId: OrderId.parse(newId()) };
  const items = [{ sku: Sku.parse(sku), quantity: 1 }];
  await ground.deps.client.call(reserveStock, { params, body: { items } });
  await ground.deps.client.call(releaseReservation, { params });
}

const asSeenBy = async ({ id, token }: { id: string; token: string }) =>
  (await ground.app.get(`/api/v1/orders/${id}?token=${token}`)).body;

test("a customer who confirms in time has paid, without asking again", async () => {
  const order = await anOrderAtTheBank();
  await resume(order.id);
  await ground.payments.completeAction(order.intentId, true);

  await resume(order.id);

  expect(await whatBecameOf(ground, order)).toEqual(paid);
  const { timeline, payment } = await asSeenBy(order);
  expect(timeline.map(({ type }: { type: string }) => type)).toEqual(["placed", "requires-action", "paid"]);
  expect(payment).toEqual({ status: "paid", brand: "visa", last4: "3155" });
});

test("a customer who is refused by the bank's page has not paid", async () => {
  const order = await anOrderAtTheBank();
  await ground.payments.completeAction(order.intentId, false);

  await resume(order.id);

  expect(await whatBecameOf(ground, order)).toEqual({ ...undone, status: "payment-failed" });
});

test("a customer who confirms after her goods were given up is not charged", async () => {
  const order = await anOrderAtTheBank();
  await expireReservation(ground, order.id);
  await ground.payments.completeAction(order.intentId, true);

  await resume(order.id);

  expect(await whatBecameOf(ground, order)).toEqual({ ...undone, status: "expired" });
  expect(await asSeenBy(order)).toMatchObject({ status: "expired", payment: { status: "failed" } });
});

test("a customer who confirms after the last piece was sold to another is not charged, and the other is", async () => {
  const sku = await ground.stocked(1);
  const late = await anOrderAtTheBank({ sku, quantity: 1 });
  await expireReservation(ground, late.id);
  await sweepReservations(sku);
  const other = await place(ground, await ground.cartWith(sku, 1));
  await ground.payments.completeAction(late.intentId, true);

  await resume(late.id);

  const soldOut = { onHand: 0, reserved: 0, ledger: 0 };
  expect(other.status).toBe(201);
  expect(await whatBecameOf(ground, late)).toEqual({ ...undone, ...soldOut, status: "expired" });
  expect(await whatBecameOf(ground, { id: other.body.id, sku })).toMatchObject({
    status: "paid",
    captured: other.body.total.amount,
    ...soldOut,
  });
  expect(await ground.payments.chargesOf({ orderId: late.id })).toMatchObject([{ amount_captured: 0 }]);
});

test("a customer who never comes back can't confirm any more once the order expired", async () => {
  const order = await anOrderAtTheBank();
  await expireReservation(ground, order.id);

  await resume(order.id);
  await ground.payments.completeAction(order.intentId, true);

  expect(await whatBecameOf(ground, order)).toEqual({ ...undone, status: "expired" });
});

test("a customer who confirms while the gateway can't tell is asked nothing more, and pays once", async () => {
  const order = await anOrderAtTheBank();
  await ground.payments.completeAction(order.intentId, true);
  await ground.payments.fault({ kind: "error-before", on: "read", count: null });

  await resume(order.id);
  const meanwhile = await asSeenBy(order);
  await ground.payments.resetFaults();
  await resumeUntilDone(ground, order.id);

  expect(meanwhile.status).toBe("payment-pending");
  expect(await whatBecameOf(ground, order)).toEqual(paid);
});
