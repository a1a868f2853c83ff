import { randomUUID } from "node:crypto";
import { eventually } from "@shopeasy/testing/eventually";
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
import { aCustomer, codeOf } from "./placing";

let ground: OrdersGround;
let staff: ReturnType<typeof callsBy>;

beforeAll(async () => {
  ground = await startOrdersGround();
  staff = callsBy(ground, ground.staff);
}, 60_000);
afterEach(() => ground.endFaults());
afterAll(() => ground?.stop(), 30_000);

const some = ({ sku }: { sku: string }, quantity: number) => ({ items: [{ sku, quantity }] });
const wanted = (order: { sku: string }, quantity = 1) => ({
  ...some(order, quantity),
  reason: "It does not fit.",
});
const bringBack = (order: PaidOrder, quantity = 1) =>
  staff.post(`/orders/${order.id}/returns`, wanted(order, quantity));
const decide = ({ id }: { id: string }, returnId: string, body: object) =>
  staff.patch(`/orders/${id}/returns/${returnId}`, body);

/** A paid order of 4 pieces, of which so many were shipped, and have arrived unless told otherwise. */
async function aShippedOrder({ shipped = 4, isDelivered = true, token = "" } = {}): Promise<PaidOrder> {
  const order = await aPaidOrder(ground, token ? { token } : {});
  const parcel = { carrier: "UPS", trackingNumber: "1Z", ...some(order, shipped) };
  const { body } = await staff.post(`/orders/${order.id}/fulfilments`, parcel);
  const deliveredAt = new Date().toISOString();
  if (isDelivered) await staff.patch(`/orders/${order.id}/fulfilments/${body.id}`, { deliveredAt });
  return order;
}

describe("a return", () => {
  test("is asked for by the customer, approved, and refunded and restocked when it arrives", async () => {
    const ada = await aCustomer();
    const order = await aShippedOrder({ token: ada.token });

    const asked = await callsBy(ground, ada.token).post(`/orders/${order.id}/returns`, wanted(order, 2));
    const approved = await decide(order, asked.body.id, { status: "approved" });
    const received = await decide(order, asked.body.id, { status: "received", restock: true });

    expect([asked.status, asked.body]).toEqual([
      201,
      {
        id: expect.any(String),
        orderId: order.id,
        status: "requested",
        ...wanted(order, 2),
        refund: null,
        requestedAt: expect.any(String),
        changedAt: expect.any(String),
      },
    ]);
    expect(approved.body).toMatchObject({ status: "approved", refund: null });
    expect(received.body).toMatchObject({
      status: "received",
      refund: { status: "succeeded", amount: usd(5_000), origin: "return", restock: true },
    });
    expect(await orderOf(ground, order)).toMatchObject({
      status: "partially-refunded",
      refunded: usd(5_000),
    });
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 5_000 });
    expect(await ground.stockOf(order.sku)).toMatchObject({ onHand: 8 });
    expect((await stepsOf(ground, order)).slice(-4)).toEqual([
      "return-requested",
      "return-approved",
      "return-received",
      "refunded",
    ]);
    expect((await toldOf(ground, order)).slice(-4)).toEqual([
      "order.return-changed",
      "order.return-changed",
      "order.return-changed",
      "order.refunded",
    ]);
    const list = await callsBy(ground, ada.token).get(`/orders/${order.id}/returns`);
    expect(list.body.items).toEqual([received.body]);
  });

  test("that arrives without being restocked leaves the stock as it is", async () => {
    const order = await aShippedOrder();
    const { body } = await bringBack(order);

    await decide(order, body.id, { status: "received" });

    expect(await ground.stockOf(order.sku)).toMatchObject({ onHand: 6 });
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 2_500 });
  });

  test("that is rejected gives nothing back, and may be asked for again", async () => {
    const order = await aShippedOrder();
    const { body } = await bringBack(order, 4);

    await decide(order, body.id, { status: "rejected" });
    const again = await bringBack(order, 4);

    expect(again.status).toBe(201);
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 0 });
  });

  test("of all pieces leaves the order refunded", async () => {
    const order = await aShippedOrder();
    const { body } = await bringBack(order, 4);

    await decide(order, body.id, { status: "received", restock: true });

    expect(await orderOf(ground, order)).toMatchObject({ status: "refunded", refunded: usd(10_000) });
    expect(await ground.stockOf(order.sku)).toMatchObject({ onHand: 10 });
  });

  test("many at once never take back a piece twice", async () => {
    const order = await aShippedOrder({ shipped: 3 });

    const answers = await Promise.all(Array.from({ length: 8 }, () => bringBack(order)));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    const refused = answers.find(({ status }) => status !== 201);
    expect([refused?.status, refused && codeOf(refused)]).toEqual([409, "quantity-exceeded"]);
  });

  test("received many times at once is refunded once, and restocked once", async () => {
    const order = await aShippedOrder();
    const { body } = await bringBack(order);

    const answers = await Promise.all(
      Array.from({ length: 6 }, () => decide(order, body.id, { status: "received", restock: true })),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 2_500 });
    expect(await ground.stockOf(order.sku)).toMatchObject({ onHand: 7 });
  });

  test("of pieces that were refunded meanwhile gives back nothing more, and restocks them all the same", async () => {
    const order = await aShippedOrder();
    const { body } = await bringBack(order, 4);
    await staff.post(`/orders/${order.id}/refunds`, { reason: "Sorry." });

    const received = await decide(order, body.id, { status: "received", restock: true });

    expect(received.body).toMatchObject({ refund: { amount: usd(0), status: "succeeded" } });
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 10_000 });
    expect(await ground.stockOf(order.sku)).toMatchObject({ onHand: 10 });
  });

  test.each([["timeout-after"], ["error-after"], ["reset-before"]])(
    "whose refund the gateway does not tell of (%s), is refunded and restocked by the worker",
    async (kind) => {
      const order = await aShippedOrder();
      const { body } = await bringBack(order);
      await ground.fault({ kind, on: "refund", count: null });

      const received = await decide(order, body.id, { status: "received", restock: true });
      await ground.endFaults();
      await resumeRefundsOf(ground, order);

      expect(received.body.refund).toMatchObject({ status: "requested" });
      expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 2_500 });
      expect(await ground.stockOf(order.sku)).toMatchObject({ onHand: 7 });
    },
  );

  test("whose refund is refused is restocked: the pieces are here", async () => {
    const order = await aShippedOrder();
    const { body } = await bringBack(order);
    await ground.fault({ kind: "refund-fails" });

    const received = await decide(order, body.id, { status: "received", restock: true });

    expect(received.body.refund).toMatchObject({ status: "failed" });
    await eventually(async () => expect(await ground.stockOf(order.sku)).toMatchObject({ onHand: 7 }));
  });
});

describe("what can be returned", () => {
  test("is what was shipped, also while nobody knows that it arrived", async () => {
    const order = await aShippedOrder({ shipped: 1, isDelivered: false });

    const [tooMany, one] = [await bringBack(order, 2), await bringBack(order, 1)];

    expect([codeOf(tooMany), one.status]).toEqual(["quantity-exceeded", 201]);
    expect(tooMany.body.items).toEqual([{ sku: order.sku, requested: 2, left: 1 }]);
  });

  test("is nothing of an order that was not shipped, or was cancelled", async () => {
    const order = await aPaidOrder(ground);
    const unshipped = await bringBack(order);
    await staff.post(`/orders/${order.id}/cancel`);

    const cancelled = await bringBack(order);

    expect([unshipped, cancelled].map(codeOf)).toEqual(["invalid-transition", "invalid-transition"]);
  });

  test.each([
    [29, 201],
    [31, 409],
  ])("for 30 days: %i days after the delivery it is %i", async (days, expected) => {
    const order = await aShippedOrder();
    await ground.sql`
      update fulfilments set delivered_at = now() - ${`${days} days`}::interval where order_id = ${order.id}`;

    const answer = await bringBack(order);

    expect(answer.status).toBe(expected);
    if (expected === 409) expect(codeOf(answer)).toBe("return-window-over");
  });

  test("is not what was refunded though it was shipped", async () => {
    const order = await aShippedOrder();
    await staff.post(`/orders/${order.id}/refunds`, { ...some(order, 3), reason: "Broken." });

    const [tooMany, one] = [await bringBack(order, 2), await bringBack(order, 1)];

    expect([codeOf(tooMany), one.status]).toEqual(["quantity-exceeded", 201]);
  });
});

describe("who may", () => {
  test("ask for a return: its customer, a guest with the token, staff, and nobody else", async () => {
    const [ada, eve] = [await aCustomer(), await aCustomer()];
    const [adas, guests] = [await aShippedOrder({ token: ada.token }), await aShippedOrder()];
    const ask = (token: string | undefined, order: PaidOrder, query = "") =>
      callsBy(ground, token).post(`/orders/${order.id}/returns${query}`, wanted(order));

    const answers = [
      await ask(eve.token, adas),
      await ask(undefined, adas),
      await ask(undefined, adas, "?token=nonsense"),
      await ask(eve.token, guests),
      await ask(undefined, guests, `?token=${guests.token}`),
      await ask(ground.staff, adas),
      await callsBy(ground, eve.token).get(`/orders/${adas.id}/returns`),
      await callsBy(ground).get(`/orders/${guests.id}/returns?token=${guests.token}`),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 401, 404, 404, 201, 201, 404, 200]);
  });

  test("decide one: staff only, step by step", async () => {
    const ada = await aCustomer();
    const order = await aShippedOrder({ token: ada.token });
    const { body } = await bringBack(order);
    const path = `/orders/${order.id}/returns/${body.id}`;

    const others = [
      await callsBy(ground, ada.token).patch(path, { status: "received" }),
      await callsBy(ground).patch(path, { status: "received" }),
      await decide(order, randomUUID(), { status: "approved" }),
      await decide({ id: randomUUID() }, body.id, { status: "approved" }),
      await decide(order, body.id, { status: "requested" }),
      await decide(order, body.id, { status: "approved", restock: true }),
    ];
    await decide(order, body.id, { status: "rejected" });
    const tooLate = await decide(order, body.id, { status: "received" });
    const again = await decide(order, body.id, { status: "rejected" });

    expect(others.map(({ status }) => status)).toEqual([403, 401, 404, 404, 400, 400]);
    expect([tooLate.status, codeOf(tooLate)]).toEqual([409, "invalid-transition"]);
    expect(again.status).toBe(200);
  });

  test.each<[string, object]>([
    ["no reason", { reason: " " }],
    ["no items", { items: [] }],
    ["what was not ordered", { items: [{ sku: "NEVER-SEEN", quantity: 1 }] }],
    ["an unknown field", { refund: true }],
  ])("asking for a return of %s is not understood", async (_what, body) => {
    const order = await aShippedOrder();

    const { status } = await staff.post(`/orders/${order.id}/returns`, { ...wanted(order), ...body });

    expect(status).toBe(400);
  });
});
