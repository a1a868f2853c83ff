import { randomUUID } from "node:crypto";
import { eventually } from "@shopeasy/testing/eventually";
import { checkPayments } from "../src/refunds/resume-refunds";
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
  toldOf,
  usd,
} from "./paid-orders";
import { codeOf } from "./placing";

let ground: OrdersGround;
let staff: ReturnType<typeof callsBy>;

beforeAll(async () => {
  ground = await startOrdersGround();
  staff = callsBy(ground, ground.staff);
}, 60_000);
afterEach(() => ground.endFaults());
afterAll(() => ground?.stop(), 30_000);

const parcel = { carrier: "UPS", trackingNumber: "1Z999AA10123456784" };

/** What nobody can do with an order whose payment the bank may take, or has taken. */
const deeds: Record<string, (order: PaidOrder) => ReturnType<typeof staff.post>> = {
  "cancelled by its guest": ({ id, token }) => callsBy(ground).post(`/orders/${id}/cancel?token=${token}`),
  "cancelled by staff": ({ id }) => staff.post(`/orders/${id}/cancel`),
  refunded: ({ id }) => staff.post(`/orders/${id}/refunds`, { reason: "Sorry." }),
  "refunded in part": ({ id }) => staff.post(`/orders/${id}/refunds`, { amount: usd(1), reason: "Sorry." }),
  shipped: ({ id }) => staff.post(`/orders/${id}/fulfilments`, parcel),
};

/** Her bank is told that she does not owe the payment; the shop has not heard of it yet. */
async function disputeUnheard({ id }: PaidOrder): Promise<string> {
  const { intents } = await ground.payments.books();
  return ground.payments.dispute(intents.find(({ metadata }) => metadata.orderId === id)?.id ?? "");
}

/** What the gateway told of is looked up. */
async function hear({ id }: PaidOrder): Promise<void> {
  await ground.sql`update orders set check_payment_at = now() where id = ${id}`;
  await checkPayments(ground.deps);
}

async function dispute(order: PaidOrder, end?: "won" | "lost"): Promise<void> {
  const disputed = await disputeUnheard(order);
  if (end) await ground.payments.closeDispute(disputed, end === "won");
  await hear(order);
}

const refundsOf = async ({ id }: PaidOrder) => (await staff.get(`/orders/${id}/refunds`)).body.items;

/** Nothing of it is taken up again. */
const nothingIsDue = async ({ id }: PaidOrder) =>
  expect(
    await ground.sql`
      select from orders where id = ${id} and (due_at is not null or step <> 'done')
      union all select from refunds where order_id = ${id} and due_at is not null`,
  ).toHaveLength(0);

describe.each(Object.keys(deeds))("an order can't be %s", (what) => {
  const attempt = (order: PaidOrder) => deeds[what]?.(order);

  test.each([
    ["is open", undefined],
    ["was lost", "lost"],
  ] as const)("while a dispute of its payment %s", async (_which, end) => {
    const order = await aPaidOrder(ground);
    await dispute(order, end);

    const refused = await attempt(order);

    expect([refused?.status, refused && codeOf(refused)]).toEqual([409, "payment-disputed"]);
    expect(await orderOf(ground, order)).toMatchObject({ status: "paid", refunded: usd(0), fulfilments: [] });
    expect(await refundsOf(order)).toEqual([]);
    expect(await gatewayBooksOf(ground, order)).toEqual({ captured: 10_000, refunded: 0 });
    expect(await toldOf(ground, order)).toEqual(["order.paid"]);
  });

  test("of whose payment a dispute comes in at the same moment: it waits, and sees it", async () => {
    const order = await aPaidOrder(ground);
    let attempted: PromiseLike<unknown> | undefined;

    await ground.sql.begin(async (sql) => {
      await sql`select from orders where id = ${order.id} for no key update`;
      attempted = attempt(order)?.then(codeOf);
      await eventually(async () => expect(await waitingForALock()).toBe(1));
      await sql`
        insert into disputes (id, order_id, state, amount, opened_at)
        values (${randomUUID()}, ${order.id}, 'open', 10000, now())`;
    });

    expect(await attempted).toBe("payment-disputed");
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 0 });
  });

  test("but can again, once the bank has decided for the shop", async () => {
    const order = await aPaidOrder(ground);
    await dispute(order, "won");

    const answer = await attempt(order);

    expect(answer?.status).toBe(what.startsWith("cancelled") ? 200 : 201);
  });
});

const waitingForALock = async (): Promise<number> => {
  const [found] = await ground.sql`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return found?.count;
};

describe("a return of an order whose payment is disputed", () => {
  test("is approved, but not received: that would refund it", async () => {
    const order = await aPaidOrder(ground);
    await deeds.shipped?.(order);
    const items = [{ sku: order.sku, quantity: 1 }];
    const asked = await staff.post(`/orders/${order.id}/returns`, { items, reason: "It does not fit." });
    await dispute(order);
    const path = `/orders/${order.id}/returns/${asked.body.id}`;

    const approved = await staff.patch(path, { status: "approved" });
    const refused = await staff.patch(path, { status: "received", restock: true });

    expect(approved.status).toBe(200);
    expect([refused.status, codeOf(refused)]).toEqual([409, "payment-disputed"]);
    expect((await staff.get(`/orders/${order.id}/returns`)).body.items).toMatchObject([
      { status: "approved", refund: null },
    ]);
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 0 });
  });
});

describe("a dispute that the gateway has not told us of yet", () => {
  test("has a refund refused: it failed, as others that the gateway refuses", async () => {
    const order = await aPaidOrder(ground);
    await disputeUnheard(order);

    const refused = await deeds.refunded?.(order);

    expect([refused?.status, refused && codeOf(refused)]).toEqual([409, "refund-refused"]);
    expect(await refundsOf(order)).toMatchObject([{ id: refused?.body.refundId, status: "failed" }]);
    expect(await orderOf(ground, order)).toMatchObject({ status: "paid", refunded: usd(0) });
    await nothingIsDue(order);
  });

  test("lets the order be cancelled, and its payment is not given back a second time", async () => {
    const order = await aPaidOrder(ground);
    await disputeUnheard(order);

    const cancelled = await deeds["cancelled by its guest"]?.(order);
    await hear(order);

    expect([cancelled?.status, cancelled?.body.status]).toEqual([200, "cancelled"]);
    expect(await stepsOf(ground, order)).toEqual([
      "placed",
      "paid",
      "cancelled",
      "refund-failed",
      "payment-disputed",
    ]);
    expect(await gatewayBooksOf(ground, order)).toEqual({ captured: 10_000, refunded: 0 });
    expect(await ground.stockOf(order.sku)).toEqual({ onHand: 10, reserved: 0, available: 10 });
    await nothingIsDue(order);
  });
});

describe("a dispute that comes in while the gateway does not take a refund", () => {
  test("of staff's has it fail when it is taken up", async () => {
    const order = await aPaidOrder(ground);
    await ground.fault({ kind: "reset-before", on: "refund", count: null });
    const asked = await deeds.refunded?.(order);
    await dispute(order);
    await ground.endFaults();

    await resumeRefundsOf(ground, order);

    expect(asked?.body.status).toBe("requested");
    expect(await refundsOf(order)).toMatchObject([{ status: "failed" }]);
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 0 });
    await nothingIsDue(order);
  });

  test("of a cancelled order has it fail, and the pieces go back into the stock", async () => {
    const order = await aPaidOrder(ground);
    await ground.fault({ kind: "reset-before", on: "refund", count: null });
    await deeds["cancelled by staff"]?.(order);
    await dispute(order);
    await ground.endFaults();

    await resumeUntilDone(ground, order.id);

    expect(await refundsOf(order)).toMatchObject([{ origin: "cancellation", status: "failed" }]);
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 0 });
    expect(await ground.stockOf(order.sku)).toEqual({ onHand: 10, reserved: 0, available: 10 });
    await nothingIsDue(order);
  });
});
