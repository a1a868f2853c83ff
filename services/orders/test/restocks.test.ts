import { eventually } from "@shopeasy/testing/eventually";
import { resumeUntilDone } from "./left-orders";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import {
  aPaidOrder,
  callsBy,
  gatewayBooksOf,
  orderOf,
  type PaidOrder,
  resumeRefundsOf,
  stepsOf,
  usd,
} from "./paid-orders";
import { codeOf, place } from "./placing";

let ground: OrdersGround;
let staff: ReturnType<typeof callsBy>;

beforeAll(async () => {
  ground = await startOrdersGround();
  staff = callsBy(ground, ground.staff);
}, 60_000);
afterEach(() => ground.endFaults());
afterAll(() => ground?.stop(), 30_000);

const some = ({ sku }: { sku: string }, quantity: number) => [{ sku, quantity }];
const refund = (order: { id: string }, body: object) =>
  staff.post(`/orders/${order.id}/refunds`, { reason: "Not wanted.", ...body });
const ship = (order: { id: string }, body: object = {}) =>
  staff.post(`/orders/${order.id}/fulfilments`, { carrier: "UPS", trackingNumber: "1Z", ...body });
const cancel = ({ id }: { id: string }) => staff.post(`/orders/${id}/cancel`);

/** Refunds pieces that go into the stock at once, and has the bank give the money back to the shop later. */
async function aRefundThatFails(order: PaidOrder, quantity: number, bank: "pending" | "succeeded") {
  if (bank === "pending") await ground.fault({ kind: "refund-pending" });
  const { body } = await refund(order, { items: some(order, quantity), restock: true });
  expect(body.status).toBe(bank);
  await theBankRefuses(order);
}

/** The newest refund of an order: its money comes back to the shop. */
async function theBankRefuses(order: PaidOrder) {
  const [stored] = await ground.sql`
    select gateway_refund_id as id from refunds where order_id = ${order.id} order by id desc limit 1`;
  await ground.payments.settleRefund(stored?.id, false);
  await ground.sql`update orders set check_payment_at = now() where id = ${order.id}`;
  await resumeRefundsOf(ground, order);
  expect((await stepsOf(ground, order)).at(-1)).toBe("refund-failed");
}

/** What went out of the stock for an order, and came back, in its order; and how many there are now. */
async function stockAfter({ id, sku }: PaidOrder) {
  const entries = await ground.stockSql`select delta from stock_ledger where order_id = ${id} order by id`;
  const { onHand } = await ground.stockOf(sku);
  return { moves: entries.map(({ delta }) => delta), onHand };
}

describe.each([["pending"], ["succeeded"]] as const)(
  "pieces that were put back by a refund that was %s, and that the bank then refused",
  (bank) => {
    test("do not come back again when the order is cancelled", async () => {
      const order = await aPaidOrder(ground);
      await aRefundThatFails(order, 1, bank);

      const { body } = await cancel(order);

      expect(body).toMatchObject({ status: "cancelled", refunded: usd(10_000) });
      expect(await stockAfter(order)).toEqual({ moves: [-4, 1, 3], onHand: 10 });
    });

    test("are not shipped, for another may have bought them; their money is still owed", async () => {
      const order = await aPaidOrder(ground, { quantity: 10 });
      await aRefundThatFails(order, 10, bank);
      const other = await place(ground, await ground.cartWith(order.sku, 10));

      const first = await ship(order);
      const second = await ship(other.body);
      const again = await refund(order, { items: some(order, 10) });

      expect(other.status).toBe(201);
      expect([first.status, codeOf(first)]).toEqual([409, "invalid-transition"]);
      expect([second.status, again.status]).toEqual([201, 201]);
      expect(await orderOf(ground, order)).toMatchObject({ status: "refunded", refunded: usd(25_000) });
    });

    test("are not put back by the same refund again; the others are still shipped", async () => {
      const order = await aPaidOrder(ground);
      await aRefundThatFails(order, 1, bank);

      const again = await refund(order, { items: some(order, 1), restock: true });
      const tooMany = await ship(order, { items: some(order, 4) });
      const shipped = await ship(order);

      expect([again.status, again.body.amount]).toEqual([201, usd(2_500)]);
      expect(await stockAfter(order)).toEqual({ moves: [-4, 1], onHand: 7 });
      expect(codeOf(tooMany)).toBe("quantity-exceeded");
      expect(shipped.body.items).toEqual(some(order, 3));
      expect(await orderOf(ground, order)).toMatchObject({ status: "fulfilled", refunded: usd(2_500) });
    });
  },
);

test("pieces that catalog was asked to put back, and did not say, are not shipped when their refund fails meanwhile", async () => {
  const order = await aPaidOrder(ground);
  await ground.fault({ kind: "refund-pending" });
  await ground.killCatalog();
  await refund(order, { items: some(order, 4), restock: true });
  await theBankRefuses(order);
  await ground.restartCatalog();

  const shipped = await ship(order);

  expect([shipped.status, codeOf(shipped)]).toEqual([409, "invalid-transition"]);
  await eventually(
    async () => {
      await resumeRefundsOf(ground, order);
      expect(await stockAfter(order)).toEqual({ moves: [-4, 4], onHand: 10 });
    },
    { withinMs: 15_000 },
  );
}, 40_000);

describe("a piece goes into the stock once", () => {
  async function aReturnOf(order: PaidOrder, quantity: number): Promise<string> {
    await ship(order);
    const asked = { items: some(order, quantity), reason: "It does not fit." };
    return (await staff.post(`/orders/${order.id}/returns`, asked)).body.id;
  }
  const receive = ({ id }: PaidOrder, returnId: string) =>
    staff.patch(`/orders/${id}/returns/${returnId}`, { status: "received", restock: true });

  test("when it is refunded while its return is open, and then arrives", async () => {
    const order = await aPaidOrder(ground, { quantity: 1 });
    const returnId = await aReturnOf(order, 1);
    await refund(order, { items: some(order, 1), restock: true });

    const { body } = await receive(order, returnId);

    expect(body).toMatchObject({ status: "received", refund: { amount: usd(0) } });
    expect(await stockAfter(order)).toEqual({ moves: [-1, 1], onHand: 10 });
  });

  test("when the refund of its return is refused, and asked for again", async () => {
    const order = await aPaidOrder(ground);
    const returnId = await aReturnOf(order, 1);
    await ground.fault({ kind: "refund-fails" });
    const received = await receive(order, returnId);

    const again = await refund(order, { items: some(order, 1), restock: true });

    expect(received.body.refund).toMatchObject({ status: "failed" });
    expect(again.status).toBe(201);
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 2_500 });
    expect(await stockAfter(order)).toEqual({ moves: [-4, 1], onHand: 7 });
  });

  test("when the refund of its cancellation is refused, and asked for again", async () => {
    const order = await aPaidOrder(ground);
    await ground.fault({ kind: "refund-fails" });
    await cancel(order);
    await resumeUntilDone(ground, order.id);

    const again = await refund(order, { items: some(order, 4), restock: true });

    expect(again.status).toBe(201);
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 10_000 });
    expect(await stockAfter(order)).toEqual({ moves: [-4, 4], onHand: 10 });
  });
});
