import { randomUUID } from "node:crypto";
import { OrderId } from "@shopeasy/contracts/ids";
import { releaseReservation } from "@shopeasy/contracts/internal/catalog";
import { recordCancellation } from "../src/cancellation/cancel-order";
import { resumeCheckouts } from "../src/checkout/resume-checkouts";
import {
  anOrderLeft,
  crashPoints,
  expireReservation,
  makeDue,
  resumeUntilDone,
  undone,
  whatBecameOf,
} from "./left-orders";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { aPaidOrder, callsBy, gatewayBooksOf, orderOf, stepsOf, toldOf, usd } from "./paid-orders";
import { aCustomer, codeOf, place } from "./placing";

let ground: OrdersGround;
let staff: ReturnType<typeof callsBy>;

beforeAll(async () => {
  ground = await startOrdersGround();
  staff = callsBy(ground, ground.staff);
}, 60_000);
afterEach(() => ground.endFaults());
afterAll(() => ground?.stop(), 30_000);

const cancel = ({ id }: { id: string }) => staff.post(`/orders/${id}/cancel`);

/** All was given back, and all pieces are there. */
const givenBack = async (order: { id: string; sku: string }, captured = 10_000) => {
  expect(await gatewayBooksOf(ground, order)).toEqual({ captured, refunded: captured });
  expect(await ground.stockOf(order.sku)).toEqual({ onHand: 10, reserved: 0, available: 10 });
};

describe("a paid order that is cancelled", () => {
  test("by its customer gets all of it back, and its pieces can be sold again", async () => {
    const ada = await aCustomer();
    const order = await aPaidOrder(ground, { token: ada.token });

    const { status, body } = await callsBy(ground, ada.token).post(`/orders/${order.id}/cancel`);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: order.id,
      status: "cancelled",
      refunded: usd(10_000),
      payment: { status: "refunded" },
    });
    expect(await stepsOf(ground, order)).toEqual(["placed", "paid", "cancelled", "refunded"]);
    expect(await toldOf(ground, order)).toEqual(["order.paid", "order.cancelled", "order.refunded"]);
    await givenBack(order);
  });

  test("by a guest wants the token of the confirmation", async () => {
    const order = await aPaidOrder(ground);
    const eve = await aCustomer();
    const path = `/orders/${order.id}/cancel`;

    const refused = [
      await callsBy(ground).post(path),
      await callsBy(ground).post(`${path}?token=nonsense`),
      await callsBy(ground, eve.token).post(path),
      await staff.post(`/orders/${randomUUID()}/cancel`),
    ];
    const { status } = await callsBy(ground).post(`${path}?token=${order.token}`);

    expect(refused.map((answer) => answer.status)).toEqual([401, 404, 404, 404]);
    expect(status).toBe(200);
  });

  test("again stays as it is", async () => {
    const order = await aPaidOrder(ground);
    const first = await cancel(order);

    const again = await cancel(order);

    expect([again.status, again.body]).toEqual([200, first.body]);
    await givenBack(order);
  });

  test("ten times at once gives back once", async () => {
    const order = await aPaidOrder(ground);

    const answers = await Promise.all(Array.from({ length: 10 }, () => cancel(order)));
    await makeDue(ground, order.id);
    await resumeCheckouts(ground.deps);

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await toldOf(ground, order)).toEqual(["order.paid", "order.cancelled", "order.refunded"]);
    await givenBack(order);
  });

  test("while it is being shipped is either cancelled or shipped, never both", async () => {
    const order = await aPaidOrder(ground);

    const [cancelled, shipped] = await Promise.all([
      cancel(order),
      staff.post(`/orders/${order.id}/fulfilments`, { carrier: "UPS", trackingNumber: "1Z" }),
    ]);

    const outcomes = `${cancelled.status} ${shipped.status}`;
    expect(["200 409", "409 201"]).toContain(outcomes);
    expect((await orderOf(ground, order)).status).toBe(shipped.status === 201 ? "fulfilled" : "cancelled");
  });

  test("after a part of it was shipped is refused", async () => {
    const order = await aPaidOrder(ground);
    await staff.post(`/orders/${order.id}/fulfilments`, {
      carrier: "UPS",
      trackingNumber: "1Z",
      items: [{ sku: order.sku, quantity: 1 }],
    });

    const refused = await cancel(order);

    expect([refused.status, codeOf(refused)]).toEqual([409, "invalid-transition"]);
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 0 });
  });

  test("after a part of it was refunded gets the rest back, and no piece goes into the stock twice", async () => {
    const order = await aPaidOrder(ground);
    const items = [{ sku: order.sku, quantity: 1 }];
    await staff.post(`/orders/${order.id}/refunds`, { items, reason: "Not wanted.", restock: true });
    await staff.post(`/orders/${order.id}/refunds`, { amount: usd(100), reason: "Sorry." });

    const { body } = await cancel(order);

    expect(body).toMatchObject({ status: "cancelled", refunded: usd(10_000) });
    await givenBack(order);
  });

  test.each([["payment-failed"], ["refunded"]])("that is %s already is refused", async (what) => {
    const order = await aPaidOrder(ground);
    if (what === "refunded") await staff.post(`/orders/${order.id}/refunds`, { reason: "Sorry." });
    else await ground.sql`update orders set status = 'payment-failed' where id = ${order.id}`;

    const refused = await cancel(order);

    expect([refused.status, codeOf(refused)]).toEqual([409, "invalid-transition"]);
  });

  test("while a refund of it is under way has to wait for that", async () => {
    const order = await aPaidOrder(ground);
    await ground.fault({ kind: "reset-before", on: "refund", count: null });
    await staff.post(`/orders/${order.id}/refunds`, { amount: usd(100), reason: "Sorry." });

    const refused = await cancel(order);

    expect([refused.status, codeOf(refused)]).toEqual([409, "request-in-progress"]);
  });
});

describe("a cancellation that a crash left", () => {
  const points = ["written down", "refunded", "refunded, and the stock put back"] as const;

  test.each(points)("%s, is finished by the worker", async (point) => {
    const order = await aPaidOrder(ground);
    const id = OrderId.parse(order.id);
    const recorded = await recordCancellation(ground.deps, id);
    if (point !== "written down") await refundAsThoughUnwritten(order.id, recorded?.intentId ?? "");
    if (point === "refunded, and the stock put back") {
      await ground.deps.client.call(releaseReservation, { params: { orderId: id } });
    }

    await resumeUntilDone(ground, order.id);

    expect(await orderOf(ground, order)).toMatchObject({ status: "cancelled", refunded: usd(10_000) });
    await givenBack(order);
    const [ledger] =
      await ground.stockSql`select sum(delta)::int as sum from stock_ledger where sku = ${order.sku}`;
    expect(ledger?.sum).toBe(10);
  });

  async function refundAsThoughUnwritten(orderId: string, intentId: string) {
    const [refund] = await ground.sql`select id from refunds where order_id = ${orderId}`;
    await ground.deps.gateway.refund({ refundId: refund?.id, intentId, amount: usd(10_000) as never });
  }

  test.each([["timeout-before"], ["reset-after"], ["error-after"], ["unavailable"]])(
    "because the gateway did not tell (%s), is finished when it does",
    async (kind) => {
      const order = await aPaidOrder(ground);
      await ground.fault({ kind, on: "refund", count: null });

      const { status, body } = await cancel(order);
      await ground.endFaults();
      await resumeUntilDone(ground, order.id);

      expect([status, body.status, body.refunded]).toEqual([200, "cancelled", usd(0)]);
      await givenBack(order);
    },
  );

  test("because catalog was away, is finished when it is back", async () => {
    const order = await aPaidOrder(ground);
    await ground.killCatalog();

    const { body } = await cancel(order);
    await ground.restartCatalog();
    await resumeUntilDone(ground, order.id);

    expect(body).toMatchObject({ status: "cancelled", refunded: usd(10_000) });
    await givenBack(order);
  }, 40_000);

  test("of a refund that the gateway refuses, puts the stock back all the same, and the money can be given back later", async () => {
    const order = await aPaidOrder(ground);
    await ground.fault({ kind: "refund-fails" });

    const { body } = await cancel(order);
    const later = await staff.post(`/orders/${order.id}/refunds`, { reason: "By hand." });

    expect(body).toMatchObject({ status: "cancelled", refunded: usd(0) });
    expect(later.status).toBe(201);
    expect(await orderOf(ground, order)).toMatchObject({ status: "cancelled", refunded: usd(10_000) });
    expect(await stepsOf(ground, order)).toEqual([
      "placed",
      "paid",
      "cancelled",
      "refund-failed",
      "refunded",
    ]);
    await givenBack(order);
  });
});

describe("an order that is cancelled before it is paid", () => {
  test("while its customer is at the bank's page: the payment can't be made any more", async () => {
    const sku = await ground.stocked(10);
    const { body } = await place(ground, await ground.cartWith(sku, 4), {
      body: { paymentMethod: "pm_card_authenticationRequired" },
    });
    const { intents } = await ground.payments.books();
    const intent = intents.find(({ metadata }) => metadata.orderId === body.id);

    const cancelled = await callsBy(ground).post(`/orders/${body.id}/cancel?token=${body.token}`);
    const confirmed = await ground.payments.completeAction(intent?.id ?? "", true);

    expect(cancelled.body).toMatchObject({ status: "cancelled", refunded: usd(0) });
    expect(confirmed.status).toBe(400);
    expect(await toldOf(ground, body)).toEqual(["order.cancelled"]);
    expect(await stepsOf(ground, body)).toEqual(["placed", "requires-action", "cancelled"]);
    expect(await ground.stockOf(sku)).toEqual({ onHand: 10, reserved: 0, available: 10 });
  });

  test.each(crashPoints)("after its checkout died: %s", async (at) => {
    const order = await anOrderLeft(ground, at);

    const { status, body } = await cancel(order);
    await resumeUntilDone(ground, order.id);

    expect([status, body.status]).toEqual([200, "cancelled"]);
    expect(await whatBecameOf(ground, order)).toEqual({
      ...undone,
      status: "cancelled",
      events: ["order.cancelled"],
    });
    const asked = (await ground.payments.books()).intents.filter(
      ({ metadata }) => metadata.orderId === order.id,
    );
    expect(asked).toHaveLength(["stored", "reserved"].includes(at) ? 0 : 1);
  });

  test.each(crashPoints)("while the worker takes it up: %s", async (at) => {
    const order = await anOrderLeft(ground, at);

    const [cancelled] = await Promise.all([cancel(order), resumeCheckouts(ground.deps)]);
    await resumeUntilDone(ground, order.id);

    expect(cancelled.status).toBe(200);
    expect(await orderOf(ground, order)).toMatchObject({ status: "cancelled" });
    expect(await whatBecameOf(ground, order)).toMatchObject({
      status: "cancelled",
      captured: 0,
      held: 0,
      onHand: 5,
      reserved: 0,
      ledger: 5,
    });
  });

  test("while its payment is being made: the one who pays is told, and nothing is kept", async () => {
    const sku = await ground.stocked(10);
    const cartId = await ground.cartWith(sku, 4);
    const key = randomUUID();
    await ground.fault({ kind: "delay", on: "capture", ms: 400 });

    const placing = place(ground, cartId, { key }).then((answer) => answer);
    const id = await idOfNewest(cartId);
    const cancelled = await cancel({ id });
    const placed = await placing;
    await resumeUntilDone(ground, id);
    const again = await place(ground, cartId, { key });

    expect(cancelled.body.status).toBe("cancelled");
    expect([placed.status, codeOf(placed)]).toEqual([409, "request-in-progress"]);
    expect([again.status, codeOf(again)]).toEqual([409, "order-cancelled"]);
    const { captured, refunded } = await gatewayBooksOf(ground, { id });
    expect(captured).toBe(refunded);
    expect(await ground.stockOf(sku)).toEqual({ onHand: 10, reserved: 0, available: 10 });
  });

  test("after its goods were given up, and the bank said yes", async () => {
    const order = await anOrderLeft(ground, "authorised");
    await expireReservation(ground, order.id);

    const { body } = await cancel(order);

    expect(body.status).toBe("cancelled");
    expect(await whatBecameOf(ground, order)).toMatchObject({ captured: 0, held: 0, onHand: 5, reserved: 0 });
  });
});

/** The id of the order of a cart, once its checkout has come to the capture. */
async function idOfNewest(cartId: string): Promise<string> {
  for (let tries = 0; tries < 500; tries += 1) {
    const [found] = await ground.sql`select id from orders where cart_id = ${cartId} and step = 'authorised'`;
    if (found) return found.id;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error("The order was not placed");
}
