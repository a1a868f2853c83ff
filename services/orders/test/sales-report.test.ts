import fc from "fast-check";
import { intervals, intervalsOf, mostIntervals, spanOf, startOf } from "../src/reports/report-rules";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { aPaidOrder, callsBy, type PaidOrder, usd } from "./paid-orders";
import { aCustomer, place } from "./placing";

let ground: OrdersGround;
let staff: ReturnType<typeof callsBy>;

beforeAll(async () => {
  ground = await startOrdersGround();
  staff = callsBy(ground, ground.staff);
}, 60_000);
afterAll(() => ground?.stop(), 30_000);

const report = (query: string) => staff.get(`/reports/sales?${query}`);

/** As though it had been paid then. */
const paidAt = ({ id }: { id: string }, at: string) =>
  ground.sql`update orders set paid_at = ${at}::timestamptz where id = ${id}`;
const refundedAt = async (order: PaidOrder, amount: number, at: string) => {
  await staff.post(`/orders/${order.id}/refunds`, { amount: usd(amount), reason: "Sorry." });
  await ground.sql`update refunds set settled_at = ${at}::timestamptz where order_id = ${order.id}`;
};

describe("the sales report", () => {
  test("counts orders, revenue, refunds and products by day, in UTC", async () => {
    const first = await aPaidOrder(ground, { quantity: 4 });
    const second = await aPaidOrder(ground, { quantity: 2, price: 10_001 });
    const later = await aPaidOrder(ground, { quantity: 2 });
    await paidAt(first, "2025-03-01T00:00:00.000Z");
    await paidAt(second, "2025-03-01T23:59:59.999Z");
    await paidAt(later, "2025-03-02T00:00:00.000+00");
    await refundedAt(first, 1_500, "2025-03-03T12:00:00.000Z");

    const { status, body } = await report("from=2025-03-01&to=2025-03-05");

    expect(status).toBe(200);
    expect(body).toMatchObject({
      interval: "day",
      from: "2025-03-01T00:00:00.000Z",
      to: "2025-03-05T00:00:00.000Z",
      totals: [
        {
          currency: "USD",
          orders: 3,
          revenue: usd(35_002),
          refunds: usd(1_500),
          averageOrder: usd(11_667),
        },
      ],
    });
    const days = body.intervals.map(({ from, sales: [sales] }: any) => [
      from.slice(0, 10),
      sales?.orders,
      sales?.revenue.amount,
      sales?.refunds.amount,
      sales?.averageOrder.amount,
    ]);
    expect(days).toEqual([
      ["2025-03-01", 2, 30_002, 0, 15_001],
      ["2025-03-02", 1, 5_000, 0, 5_000],
      ["2025-03-03", 0, 0, 1_500, 0],
      ["2025-03-04", undefined, undefined, undefined, undefined],
    ]);
    expect(body.intervals[0].sales[0].topProducts).toMatchObject([
      { name: expect.stringContaining("Thing"), quantity: 2, revenue: usd(20_002) },
      { quantity: 4, revenue: usd(10_000) },
    ]);
  });

  test("by week and by month, of whole and of begun ones", async () => {
    const order = await aPaidOrder(ground);
    await paidAt(order, "2024-02-29T12:00:00.000Z");

    const weekly = await report("from=2024-02-27&to=2024-03-13&interval=week");
    const monthly = await report("from=2024-01-15T00:00:00Z&to=2024-03-01&interval=month");

    const bounds = ({ body }: typeof weekly) =>
      body.intervals.map(({ from, to, sales }: any) => [from.slice(0, 10), to.slice(0, 10), sales.length]);
    expect(bounds(weekly)).toEqual([
      ["2024-02-27", "2024-03-04", 1],
      ["2024-03-04", "2024-03-11", 0],
      ["2024-03-11", "2024-03-13", 0],
    ]);
    expect(bounds(monthly)).toEqual([
      ["2024-01-15", "2024-02-01", 0],
      ["2024-02-01", "2024-03-01", 1],
    ]);
  });

  test("keeps currencies apart", async () => {
    const [dollars, euros] = [await aPaidOrder(ground), await aPaidOrder(ground)];
    await ground.sql`update orders set currency = 'EUR' where id = ${euros.id}`;
    await paidAt(dollars, "2023-05-05T10:00:00Z");
    await paidAt(euros, "2023-05-05T11:00:00Z");

    const { body } = await report("from=2023-05-05&to=2023-05-06");

    const revenues = [{ amount: 10_000, currency: "EUR" }, usd(10_000)];
    expect(body.totals.map(({ revenue }: any) => revenue)).toEqual(revenues);
    expect(body.intervals[0].sales.map(({ revenue }: any) => revenue)).toEqual(revenues);
  });

  test("of the last 30 days, where nothing is said of when, has what was paid and given back today", async () => {
    const order = await aPaidOrder(ground);
    await staff.post(`/orders/${order.id}/cancel`);
    await place(ground, await ground.cartWith(await ground.stocked(1), 1), {
      body: { paymentMethod: "pm_card_chargeDeclined" },
    });

    const { body } = await report("");

    expect(body.intervals).toHaveLength(30);
    const [today] = body.intervals.at(-1).sales;
    expect(today).toMatchObject({ orders: 1, revenue: usd(10_000), refunds: usd(10_000) });
  });

  test.each([
    ["from=2025-03-02&to=2025-03-01"],
    ["from=2025-03-01&to=2025-03-01"],
    ["from=2020-01-01&to=2025-03-01"],
    ["from=yesterday"],
    ["from=0001-01-01&to=0001-02-01"],
    ["from=2025-02-30&to=2025-03-02"],
    ["interval=hour"],
    ["currency=USD"],
  ])("%s is not understood", async (query) => {
    const { status, body } = await report(query);

    expect([status, body.errors?.length > 0]).toEqual([400, true]);
  });

  test("is for staff", async () => {
    const ada = await aCustomer();

    const [customers, nobodys] = [
      await callsBy(ground, ada.token).get("/reports/sales"),
      await callsBy(ground).get("/reports/sales"),
    ];

    expect([customers.status, nobodys.status]).toEqual([403, 401]);
  });
});

test("the intervals of a span follow one another without a gap, and cover it", () => {
  const time = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(
      fc.constantFrom(...intervals),
      time,
      fc.integer({ min: 1, max: 300 * 86_400_000 }),
      (interval, from, ms) => {
        const span = spanOf(interval, { from, to: new Date(from.getTime() + ms) }, new Date());

        const parts = intervalsOf(interval, span);

        expect(parts.length).toBeLessThanOrEqual(mostIntervals);
        expect(parts[0]?.from).toEqual(span.from);
        expect(parts.at(-1)?.to).toEqual(span.to);
        for (const [i, part] of parts.entries()) {
          expect(part.from < part.to).toBe(true);
          expect(startOf(interval, part.from)).toEqual(part.start);
          if (i > 0) expect(part.from).toEqual(parts[i - 1]?.to);
        }
      },
    ),
  );
});
