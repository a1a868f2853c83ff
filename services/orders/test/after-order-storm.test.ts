import { randomInt } from "node:crypto";
import { eventually } from "@shopeasy/testing/eventually";
import { resumeCheckouts } from "../src/checkout/resume-checkouts";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import {
  aPaidOrder,
  callsBy,
  gatewayBooksOf,
  orderOf,
  type PaidOrder,
  resumeRefundsOf,
  usd,
} from "./paid-orders";

let ground: OrdersGround;
let staff: ReturnType<typeof callsBy>;

beforeAll(async () => {
  ground = await startOrdersGround();
  staff = callsBy(ground, ground.staff);
}, 60_000);
afterEach(() => ground.payments.resetFaults());
afterAll(() => ground?.stop(), 30_000);

const oneOf = <Value>(values: readonly Value[]): Value => values[randomInt(values.length)] as Value;

/** Something that staff or the customer may do with an order at any time; most of it will be refused. */
async function doSomething(order: PaidOrder): Promise<{ what: string; status: number }> {
  const path = `/orders/${order.id}`;
  const items = [{ sku: order.sku, quantity: randomInt(1, 3) }];
  const reason = "Whatever.";
  const restock = randomInt(2) === 0;
  const deeds: Record<string, () => PromiseLike<{ status: number; body: any }>> = {
    ship: () => staff.post(`${path}/fulfilments`, { carrier: "UPS", trackingNumber: "1Z", items }),
    deliver: async () => {
      const { fulfilments } = await orderOf(ground, order);
      const id = fulfilments.length > 0 ? oneOf<{ id: string }>(fulfilments).id : order.id;
      return staff.patch(`${path}/fulfilments/${id}`, { deliveredAt: new Date().toISOString() });
    },
    refundItems: () => staff.post(`${path}/refunds`, { items, reason, restock }),
    refundAmount: () => staff.post(`${path}/refunds`, { amount: usd(randomInt(1, 4_000)), reason }),
    bringBack: () => staff.post(`${path}/returns`, { items, reason }),
    receive: async () => {
      const returns = (await staff.get(`${path}/returns`)).body.items;
      const id = returns.length > 0 ? oneOf<{ id: string }>(returns).id : order.id;
      return staff.patch(`${path}/returns/${id}`, { status: "received", restock });
    },
    work: async () => {
      await resumeRefundsOf(ground, order);
      return { status: 200, body: null };
    },
    ...(randomInt(20) === 0 && { cancel: () => staff.post(`${path}/cancel`) }),
  };
  const what = oneOf(Object.keys(deeds));
  const { status } = await (deeds[what] as () => PromiseLike<{ status: number }>)();
  return { what, status };
}

test.each([
  ["none"],
  ["reset-after"],
  ["error-after"],
  ["error-before"],
  ["refund-fails"],
  ["refund-pending"],
])(
  "whatever is done to an order at once, and whatever the gateway does meanwhile (%s), its books are equal",
  async (kind) => {
    const order = await aPaidOrder(ground, { quantity: 8 });
    if (kind !== "none") await ground.payments.fault({ kind, on: "refund", count: 6 });

    const done: { what: string; status: number }[] = [];
    for (let round = 0; round < 6; round += 1) {
      done.push(...(await Promise.all(Array.from({ length: 10 }, () => doSomething(order)))));
    }
    await ground.payments.resetFaults();
    await everythingIsOver(order);

    for (const { what, status } of done)
      expect([what, [200, 201, 400, 404, 409]]).toEqual([what, expect.arrayContaining([status])]);
    await expectEqualBooks(order);
  },
  60_000,
);

/** Has the worker do all that is left, and the banks all that they owe. */
const everythingIsOver = (order: PaidOrder) =>
  eventually(
    async () => {
      for (const { id, status } of (await ground.payments.books()).refunds) {
        if (status === "pending") await ground.payments.settleRefund(id, randomInt(2) === 0);
      }
      await resumeRefundsOf(ground, order);
      await resumeCheckouts(ground.deps);
      const left = await ground.sql`
        select state from refunds where order_id = ${order.id} and (state in ('requested', 'pending') or due_at is not null)`;
      expect(left).toEqual([]);
    },
    { withinMs: 20_000 },
  );

async function expectEqualBooks(order: PaidOrder): Promise<void> {
  const seen = await orderOf(ground, order);
  const gateway = await gatewayBooksOf(ground, order);
  const [sums] = await ground.sql<{ given: number; withdrawn: number }[]>`
    select coalesce(sum(r.amount), 0)::int as given,
      coalesce(sum((select sum((i->>'unshipped')::int) from jsonb_array_elements(r.items) i)), 0)::int as withdrawn
    from refunds r where r.order_id = ${order.id} and r.state <> 'failed'`;
  expect(seen.refunded).toEqual(usd(gateway.refunded));
  expect(sums?.given).toBe(gateway.refunded);
  expect(gateway.refunded).toBeLessThanOrEqual(gateway.captured);
  expect(seen.status === "refunded" || seen.status === "cancelled").toBe(
    gateway.refunded === 20_000 || seen.status === "cancelled",
  );

  const pieces = (list: { items: { quantity: number }[] }[]) =>
    list.flatMap(({ items }) => items).reduce((sum, { quantity }) => sum + quantity, 0);
  const shipped = pieces(seen.fulfilments);
  const returns: { status: string; items: { quantity: number }[] }[] = (
    await staff.get(`/orders/${order.id}/returns`)
  ).body.items;
  expect(shipped + (sums?.withdrawn ?? 0)).toBeLessThanOrEqual(8);
  expect(pieces(returns)).toBeLessThanOrEqual(shipped);
  if (seen.status === "cancelled") expect(shipped).toBe(0);

  const { onHand, reserved } = await ground.stockOf(order.sku);
  const [ledger] = await ground.stockSql`
    select sum(delta)::int as sum, sum(delta) filter (where reason = 'returned')::int as returned,
      -(sum(delta) filter (where order_id = ${order.id}))::int as out
    from stock_ledger where sku = ${order.sku}`;
  expect([ledger?.sum, reserved]).toEqual([onHand, 0]);
  expect(ledger?.returned ?? 0).toBeLessThanOrEqual(8);
  expect(ledger?.out).toBeGreaterThanOrEqual(0);
  if (seen.status === "cancelled" && (sums?.withdrawn ?? 0) === 0) expect(onHand).toBe(10);
}
