import { randomUUID } from "node:crypto";
import { OrderId, RefundId } from "@shopeasy/contracts/ids";
import { eventually } from "@shopeasy/testing/eventually";
import { carryOutRefund } from "../src/refunds/carry-out-refund";
import { settleRefund } from "../src/refunds/settle-refund";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import {
  aPaidOrder,
  callsBy,
  gatewayBooksOf,
  orderOf,
  resumeRefundsOf,
  stepsOf,
  toldOf,
  usd,
} from "./paid-orders";
import { aCustomer, codeOf, place } from "./placing";

let ground: OrdersGround;
let staff: ReturnType<typeof callsBy>;

beforeAll(async () => {
  ground = await startOrdersGround();
  staff = callsBy(ground, ground.staff);
}, 60_000);
afterEach(() => ground.endFaults());
afterAll(() => ground?.stop(), 30_000);

const refund = (order: { id: string }, body: object, key?: string) =>
  staff.post(`/orders/${order.id}/refunds`, { reason: "It arrived broken.", ...body }, key);

const refundsOf = async (order: { id: string }) =>
  (await staff.get(`/orders/${order.id}/refunds`)).body.items;

describe("a refund", () => {
  test("of a part leaves the order partially refunded, and the gateway's books equal", async () => {
    const order = await aPaidOrder(ground);

    const { status, body } = await refund(order, { amount: usd(1_500) });

    expect(status).toBe(201);
    expect(body).toMatchObject({
      orderId: order.id,
      status: "succeeded",
      amount: usd(1_500),
      items: [],
      origin: "staff",
      settledAt: expect.any(String),
    });
    expect(await orderOf(ground, order)).toMatchObject({
      status: "partially-refunded",
      refunded: usd(1_500),
      total: usd(10_000),
      payment: { status: "paid" },
    });
    expect(await gatewayBooksOf(ground, order)).toEqual({ captured: 10_000, refunded: 1_500 });
    expect(await stepsOf(ground, order)).toEqual(["placed", "paid", "refunded"]);
    expect(await toldOf(ground, order)).toEqual(["order.paid", "order.refunded"]);
  });

  test("of all that is left, where nothing is said of how much, leaves it refunded", async () => {
    const order = await aPaidOrder(ground);
    await refund(order, { amount: usd(1) });

    const { body } = await refund(order, {});

    expect(body).toMatchObject({ status: "succeeded", amount: usd(9_999) });
    expect(await orderOf(ground, order)).toMatchObject({
      status: "refunded",
      refunded: usd(10_000),
      payment: { status: "refunded" },
    });
    expect((await refundsOf(order)).map(({ amount }: { amount: object }) => amount)).toEqual([
      usd(1),
      usd(9_999),
    ]);
  });

  test("of pieces gives back what was paid for them, and puts them into the stock if asked", async () => {
    const order = await aPaidOrder(ground, { quantity: 3, price: 3_333 });

    const broken = await refund(order, { items: [{ sku: order.sku, quantity: 1 }] });
    const back = await refund(order, { items: [{ sku: order.sku, quantity: 2 }], restock: true });

    expect([broken.body.amount, back.body.amount]).toEqual([usd(3_333), usd(6_666)]);
    expect(await ground.stockOf(order.sku)).toEqual({ onHand: 9, reserved: 0, available: 9 });
    const ledger = await ground.stockSql`
      select reason, delta from stock_ledger where sku = ${order.sku} and order_id = ${order.id} order by id`;
    expect(ledger).toMatchObject([
      { reason: "sold", delta: -3 },
      { reason: "returned", delta: 2 },
    ]);
  });

  test.each([
    ["an amount over what was paid", () => ({ amount: usd(10_001) })],
    ["more pieces than were bought", (sku: string) => ({ items: [{ sku, quantity: 5 }] })],
  ])("of %s is refused, and nothing is given back", async (_what, body) => {
    const order = await aPaidOrder(ground);

    const refused = await refund(order, body(order.sku));

    expect([refused.status, codeOf(refused)]).toEqual([409, "refund-exceeds-payment"]);
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 0 });
    expect(await orderOf(ground, order)).toMatchObject({ status: "paid", refunded: usd(0) });
  });

  test.each<[string, (sku: string) => object]>([
    ["an amount and items at once", (sku) => ({ amount: usd(1), items: [{ sku, quantity: 1 }] })],
    ["nothing", () => ({ amount: usd(0) })],
    ["less than nothing", () => ({ amount: usd(-5) })],
    ["a part of a cent", () => ({ amount: { amount: 1.5, currency: "USD" } })],
    ["another currency", () => ({ amount: { amount: 5, currency: "EUR" } })],
    ["what was not ordered", () => ({ items: [{ sku: "NEVER-SEEN", quantity: 1 }] })],
    [
      "a SKU twice",
      (sku) => ({
        items: [
          { sku, quantity: 1 },
          { sku, quantity: 1 },
        ],
      }),
    ],
    ["no items at all", () => ({ items: [] })],
    ["an amount of nothing named that goes into the stock", () => ({ amount: usd(1), restock: true })],
    ["an unknown field", () => ({ ammount: usd(1) })],
    ["no reason", () => ({ reason: "" })],
  ])("of %s is not understood", async (_what, body) => {
    const order = await aPaidOrder(ground, { quantity: 1 });

    const { status, body: problem } = await refund(order, body(order.sku));

    expect(status).toBe(400);
    expect(problem.errors).toMatchObject([{ path: expect.any(String) }]);
    expect(await refundsOf(order)).toEqual([]);
  });

  test("wants a key, and staff, and an order that is there", async () => {
    const order = await aPaidOrder(ground, { quantity: 1 });
    const ada = await aCustomer();
    const path = `/orders/${order.id}/refunds`;
    const body = { reason: "It arrived broken." };

    const keyless = await ground.app
      .post(`/api/v1${path}`)
      .set("authorization", `Bearer ${ground.staff}`)
      .send(body);
    const customers = await callsBy(ground, ada.token).post(path, body);
    const nobodys = await callsBy(ground).post(path, body);
    const missing = await refund({ id: randomUUID() }, {});
    const list = await callsBy(ground, ada.token).get(path);

    expect([keyless, customers, nobodys, missing, list].map(({ status }) => status)).toEqual([
      400, 403, 401, 404, 403,
    ]);
  });

  test("of an order that nothing was taken for can't be", async () => {
    const sku = await ground.stocked(2);
    const declined = await place(ground, await ground.cartWith(sku, 1), {
      body: { paymentMethod: "pm_card_chargeDeclined" },
    });

    const refused = await refund({ id: declined.body.orderId }, {});

    expect([refused.status, codeOf(refused)]).toEqual([409, "invalid-transition"]);
  });

  test("under one key is made once, however often and however much at once it is asked for", async () => {
    const order = await aPaidOrder(ground);
    const key = randomUUID();

    const answers = await Promise.all(
      Array.from({ length: 5 }, () => refund(order, { amount: usd(700) }, key)),
    );
    const again = await refund(order, { amount: usd(700) }, key);
    const otherwise = await refund(order, { amount: usd(701) }, key);

    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
    for (const { status } of answers) expect([201, 409]).toContain(status);
    expect(again.headers["idempotency-replayed"]).toBe("true");
    expect(codeOf(otherwise)).toBe("idempotency-key-reused");
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 700 });
  });

  test("whose answer was kept by an older version, with less in it, is told again as it is, and made once", async () => {
    const order = await aPaidOrder(ground);
    const key = randomUUID();
    const first = await refund(order, { amount: usd(700) }, key);
    await ground.sql`update idempotency_keys set response_body = response_body - 'origin' where key = ${key}`;

    const second = await refund(order, { amount: usd(700) }, key);

    expect([second.status, second.body]).toEqual([201, first.body]);
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 700 });
  });

  test("100 of one order at once never sum to more than was paid", async () => {
    const order = await aPaidOrder(ground);

    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => refund(order, { amount: usd(150 + i) })),
    );

    const made = answers.filter(({ status }) => status === 201);
    const sum = made.reduce((total, { body }) => total + body.amount.amount, 0);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(100 - made.length);
    expect(sum).toBeLessThanOrEqual(10_000);
    // As much as fits: what was refused last had no room.
    expect(sum).toBeGreaterThan(10_000 - 249);
    expect(await gatewayBooksOf(ground, order)).toEqual({ captured: 10_000, refunded: sum });
    expect(await orderOf(ground, order)).toMatchObject({ refunded: usd(sum) });
  }, 60_000);
});

describe("a gateway that does not tell what became of a refund", () => {
  test.each([["timeout-after"], ["reset-before"], ["reset-after"], ["error-after"], ["unavailable"]])(
    "(%s) is asked again by the worker, and gives back once",
    async (kind) => {
      const order = await aPaidOrder(ground);
      await ground.fault({ kind, on: "refund", count: null });

      const asked = await refund(order, { items: [{ sku: order.sku, quantity: 2 }], restock: true });
      const meanwhile = await orderOf(ground, order);
      await ground.endFaults();
      await resumeRefundsOf(ground, order);

      expect([asked.status, asked.body.status]).toEqual([201, "requested"]);
      expect(meanwhile).toMatchObject({ status: "paid", refunded: usd(0) });
      expect(await orderOf(ground, order)).toMatchObject({
        status: "partially-refunded",
        refunded: usd(5_000),
      });
      expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 5_000 });
      expect(await ground.stockOf(order.sku)).toMatchObject({ onHand: 8 });
    },
  );

  test("takes the room of what it may have given back, until it is known", async () => {
    const order = await aPaidOrder(ground);
    await ground.fault({ kind: "reset-after", on: "refund", count: null });
    await refund(order, { amount: usd(6_000) });
    await ground.endFaults();

    const refused = await refund(order, { amount: usd(4_001) });
    const fits = await refund(order, { amount: usd(4_000) });

    expect([codeOf(refused), fits.status]).toEqual(["refund-exceeds-payment", 201]);
  });

  test("and one that breaks before it did anything: the refund failed, and its room is free again", async () => {
    const order = await aPaidOrder(ground);
    await ground.fault({ kind: "error-before", on: "refund", count: 1 });
    await refund(order, { amount: usd(10_000) });

    await resumeRefundsOf(ground, order);
    const again = await refund(order, { amount: usd(10_000) });

    expect(again.status).toBe(201);
    expect(await stepsOf(ground, order)).toEqual(["placed", "paid", "refund-failed", "refunded"]);
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 10_000 });
  });

  test("a crash after the gateway gave back, and before it was written down, changes nothing of it", async () => {
    const order = await aPaidOrder(ground);
    await ground.fault({ kind: "reset-before", on: "refund", count: null });
    const { body } = await refund(order, { amount: usd(900) });
    await ground.endFaults();
    const id = RefundId.parse(body.id);
    const [stored] = await ground.sql`select intent_id from orders where id = ${order.id}`;
    await ground.deps.gateway.refund({
      refundId: id,
      intentId: stored?.intent_id,
      amount: { amount: 900, currency: "USD" },
    });

    const [one, other] = await Promise.all([
      carryOutRefund(ground.deps, id),
      carryOutRefund(ground.deps, id),
    ]);

    expect([one.state, other.state]).toContain("succeeded");
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 900 });
    expect(await toldOf(ground, order)).toEqual(["order.paid", "order.refunded"]);
  });
});

describe("a refund that the gateway refuses", () => {
  test("is told to staff, fails, gives its room back, and stays in the timeline", async () => {
    const order = await aPaidOrder(ground);
    await ground.fault({ kind: "refund-fails" });

    const refused = await refund(order, { amount: usd(10_000) });
    const again = await refund(order, { amount: usd(10_000) });

    expect([refused.status, codeOf(refused)]).toEqual([409, "refund-refused"]);
    expect(again.status).toBe(201);
    expect((await refundsOf(order)).map(({ status }: { status: string }) => status)).toEqual([
      "failed",
      "succeeded",
    ]);
    const { timeline } = await orderOf(ground, order);
    expect(timeline).toContainEqual({
      at: expect.any(String),
      type: "refund-failed",
      detail: "A refund of $100.00 could not be made.",
    });
  });

  test("days after it seemed to have made it, is taken back in the books", async () => {
    const order = await aPaidOrder(ground);
    await ground.fault({ kind: "refund-pending" });
    const { body } = await refund(order, {});
    const whilePending = await orderOf(ground, order);
    const [made] = (await ground.payments.books()).refunds.slice(-1);
    await ground.payments.settleRefund(made?.id ?? "", false);

    await resumeRefundsOf(ground, order);

    expect(body).toMatchObject({ status: "pending", amount: usd(10_000) });
    expect(whilePending).toMatchObject({ status: "refunded", refunded: usd(10_000) });
    expect(await orderOf(ground, order)).toMatchObject({ status: "paid", refunded: usd(0) });
    expect(await stepsOf(ground, order)).toEqual(["placed", "paid", "refund-pending", "refund-failed"]);
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 0 });
  });

  test("before its first answer comes, stays failed when that comes at last", async () => {
    const order = await aPaidOrder(ground);
    await ground.fault({ kind: "reset-before", on: "refund", count: null });
    const { body } = await refund(order, { amount: usd(500) });
    await ground.endFaults();
    const asked = { id: RefundId.parse(body.id), orderId: OrderId.parse(order.id) };
    await settleRefund(ground.deps, asked, { state: "failed", failure: "refund-failed" });

    const late = await settleRefund(ground.deps, asked, { state: "succeeded", gatewayRefundId: "re_late" });

    expect(late).toMatchObject({ state: "failed" });
    expect(await orderOf(ground, order)).toMatchObject({ status: "paid", refunded: usd(0) });
  });

  test("and one whose pieces can't be put back now, are put back when catalog is there again", async () => {
    const order = await aPaidOrder(ground);
    await ground.killCatalog();
    const { body } = await refund(order, { items: [{ sku: order.sku, quantity: 1 }], restock: true });
    await ground.restartCatalog();

    await eventually(
      async () => {
        await resumeRefundsOf(ground, order);
        expect(await ground.stockOf(order.sku)).toMatchObject({ onHand: 7 });
      },
      { withinMs: 15_000 },
    );

    expect(body).toMatchObject({ status: "succeeded", restock: true });
    const [stored] = await ground.sql`select due_at, restocked_at from refunds where id = ${body.id}`;
    expect(stored).toMatchObject({ due_at: null, restocked_at: expect.any(String) });
  }, 40_000);
});
