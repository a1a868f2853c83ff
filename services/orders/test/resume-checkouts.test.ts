import { randomUUID } from "node:crypto";
import { OrderId } from "@shopeasy/contracts/ids";
import type { Money } from "@shopeasy/contracts/money";
import { advanceCheckout } from "../src/checkout/advance-checkout";
import { markUndoing } from "../src/checkout/record-checkout";
import { resumeCheckouts } from "../src/checkout/resume-checkouts";
import { undoCheckout } from "../src/checkout/undo-checkout";
import { changeOrder } from "../src/orders/change-order";
import {
  anOrderLeft,
  type CrashPoint,
  crashPoints,
  expireReservation,
  makeDue,
  paid,
  resumeUntilDone,
  undone,
  whatBecameOf,
} from "./left-orders";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { callsBy } from "./paid-orders";

let ground: OrdersGround;

beforeAll(async () => {
  ground = await startOrdersGround();
}, 60_000);
afterEach(() => ground.payments.resetFaults());
afterAll(() => ground?.stop(), 30_000);

describe("an order that a crash left", () => {
  test.each(crashPoints)("%s, is paid by the worker", async (at) => {
    const order = await anOrderLeft(ground, at);

    await resumeCheckouts(ground.deps);

    expect(await whatBecameOf(ground, order)).toEqual(paid);
  });

  const beforeSettling: CrashPoint[] = [
    "reserved",
    "about to authorise",
    "authorised, answer lost",
    "authorised",
  ];
  test.each(beforeSettling)("%s, expires with its reservation, and nothing is charged", async (at) => {
    const order = await anOrderLeft(ground, at);
    await expireReservation(ground, order.id);

    await resumeCheckouts(ground.deps);

    expect(await whatBecameOf(ground, order)).toEqual({ ...undone, status: "expired" });
  });

  test.each(["settled", "captured"] as const)("%s, is paid however late it is", async (at) => {
    const order = await anOrderLeft(ground, at);
    await expireReservation(ground, order.id);

    await resumeCheckouts(ground.deps);

    expect(await whatBecameOf(ground, order)).toEqual(paid);
  });

  test("before its payment was begun, is not charged for hours later", async () => {
    const order = await anOrderLeft(ground, "stored");
    await ground.sql`update orders set placed_at = now() - interval '16 minutes' where id = ${order.id}`;

    await resumeCheckouts(ground.deps);

    expect(await whatBecameOf(ground, order)).toEqual({ ...undone, status: "expired" });
  });

  test("with a bad card, is declined and its stock given back", async () => {
    const order = await anOrderLeft(ground, "authorised, answer lost", {
      paymentMethod: "pm_card_chargeDeclined",
    });

    await resumeCheckouts(ground.deps);

    expect(await whatBecameOf(ground, order)).toEqual({ ...undone, status: "payment-failed" });
  });

  test.each(["authorised, answer lost", "authorised", "settled", "captured"] as const)(
    "%s, and being undone, gets its money and its stock back",
    async (at) => {
      const order = await anOrderLeft(ground, at);
      await markUndoing(ground.deps, order.known, "capture-refused", undefined);
      await makeDue(ground, order.id);

      await resumeCheckouts(ground.deps);

      expect(await whatBecameOf(ground, order)).toEqual({ ...undone, status: "payment-failed" });
    },
  );

  test("captured, and being undone, and the gateway refuses the refund: the stock is free, and the books tell", async () => {
    const order = await anOrderLeft(ground, "captured");
    await markUndoing(ground.deps, order.known, "capture-refused", undefined);
    await makeDue(ground, order.id);
    await ground.payments.fault({ kind: "refund-fails" });

    await resumeCheckouts(ground.deps);
    await makeDue(ground, order.id);
    await resumeCheckouts(ground.deps);

    expect(await whatBecameOf(ground, order)).toEqual({
      ...undone,
      status: "payment-failed",
      captured: 5_000,
    });
    const refunds =
      await ground.sql`select origin, state, amount::int from refunds where order_id = ${order.id}`;
    expect(refunds).toEqual([{ origin: "undo", state: "failed", amount: 5_000 }]);
    const [books] = await ground.sql`select captured::int, refunded::int from orders where id = ${order.id}`;
    expect(books).toEqual({ captured: 5_000, refunded: 0 });
  });

  test("whose goods were sold to another meanwhile, is not charged", async () => {
    const order = await anOrderLeft(ground, "authorised");
    await expireReservation(ground, order.id);
    await ground.stockSql`update reservations set status = 'released' where order_id = ${order.id}`;
    await ground.stockSql`update stock set on_hand = 0, reserved = 0 where sku = ${order.sku}`;

    await resumeCheckouts(ground.deps);

    expect(await whatBecameOf(ground, order)).toMatchObject({ status: "expired", captured: 0, held: 0 });
  });

  test("is not given up while the gateway can't be reached, and paid when it is back", async () => {
    const order = await anOrderLeft(ground, "settled");
    await ground.payments.fault({ kind: "refuse", ms: 4_000 });

    await resumeCheckouts(ground.deps);
    const meanwhile = await whatWasStored(order.id);
    await resumeUntilDone(ground, order.id);

    expect(meanwhile).toMatchObject({ status: "payment-pending", step: "authorised" });
    expect(await whatBecameOf(ground, order)).toEqual(paid);
  });
});

describe("a payment of which another sum was taken at the gateway, past the shop", () => {
  const total: Money = { amount: 5_000, currency: "USD" };
  const part: Money = { amount: 100, currency: "USD" };
  const euros: Money = { amount: 5_000, currency: "EUR" };

  test.each(["authorised, answer lost", "authorised", "settled"] as const)(
    "%s, and a part only: the order is not paid and keeps its pieces, and a person is called who can give back both",
    async (at) => {
      const order = await anOrderLeft(ground, at);
      await captureElsewhere(order, part);
      const { said, deps } = toldOfErrors();

      await resumeCheckouts(deps);
      await makeDue(ground, order.id);
      await resumeCheckouts(deps);
      const meanwhile = await whatBecameOf(ground, order);
      const [row] =
        await ground.sql`select attempts, due_at is not null as due from orders where id = ${order.id}`;
      const shown = await callsBy(ground, ground.staff).get(`/orders/${order.id}`);
      const cancelled = await callsBy(ground, ground.staff).post(`/orders/${order.id}/cancel`);

      const waiting = { status: "payment-pending", step: "authorised", captured: 100, events: [] };
      expect(meanwhile).toEqual({ ...paid, ...waiting });
      expect(row).toEqual({ attempts: 2, due: true });
      expect(shown.body).toMatchObject({ status: "payment-pending", payment: { status: "pending" } });
      const told = { orderId: order.id, reason: "captured-otherwise", captured: part, total };
      expect(said).toEqual([
        ["order.checkout-postponed", { ...told, attempts: 0 }],
        ["order.checkout-postponed", { ...told, attempts: 1 }],
      ]);
      expect(cancelled.status).toBe(200);
      const givenUp = { ...undone, status: "cancelled", events: ["order.cancelled"] };
      expect(await whatBecameOf(ground, order)).toEqual(givenUp);
    },
  );

  test("in another currency, it is not paid either", async () => {
    const order = await anOrderLeft(ground, "about to authorise");
    await ground.deps.gateway.authorise({ orderId: order.id, amount: euros, paymentMethod: "pm_card_visa" });
    await captureElsewhere(order, euros);
    const { said, deps } = toldOfErrors();

    await resumeCheckouts(deps);

    expect(await whatWasStored(order.id)).toEqual({ status: "payment-pending", step: "authorised" });
    const told = { orderId: order.id, reason: "captured-otherwise", attempts: 0, captured: euros, total };
    expect(said).toEqual([["order.checkout-postponed", told]]);
  });

  async function captureElsewhere({ id }: { id: string }, amount: Money) {
    const { intents } = await ground.payments.books();
    const intent = intents.find(({ metadata }) => metadata.orderId === id);
    // Not under this order's key: so it is to the gateway as if a person did it there.
    const orderId = OrderId.parse(randomUUID());
    await ground.deps.gateway.capture({ orderId, intentId: intent?.id ?? "", amount });
  }

  function toldOfErrors() {
    const said: unknown[] = [];
    const logger = { ...ground.deps.logger, error: (...line: unknown[]) => said.push(line) };
    return { said, deps: { ...ground.deps, logger } };
  }
});

describe("several who work on one order", () => {
  test("two workers at once take each order once", async () => {
    const left = await Promise.all(crashPoints.map((at) => anOrderLeft(ground, at)));

    const taken = await Promise.all([resumeCheckouts(ground.deps), resumeCheckouts(ground.deps)]);

    expect(taken[0] + taken[1]).toBe(left.length);
    for (const order of left) expect(await whatBecameOf(ground, order)).toEqual(paid);
  });

  test.each(crashPoints)(
    "one who went on too late from %s changes nothing, and tells nobody twice",
    async (at) => {
      const order = await anOrderLeft(ground, at);
      await resumeCheckouts(ground.deps);

      const late = advanceCheckout(ground.deps, order.known);

      await expect(late).rejects.toMatchObject({ code: "request-in-progress" });
      expect(await whatBecameOf(ground, order)).toEqual(paid);
    },
  );

  test("one who gives up too late gives nothing back of an order that is paid", async () => {
    const order = await anOrderLeft(ground, "stored");
    await resumeCheckouts(ground.deps);

    const late = undoCheckout(ground.deps, order.known, "stock-unavailable");

    await expect(late).rejects.toMatchObject({ code: "request-in-progress" });
    expect(await whatBecameOf(ground, order)).toEqual(paid);
  });

  test("one in the middle of it, and the worker, make one payment", async () => {
    const order = await anOrderLeft(ground, "stored");
    await ground.payments.fault({ kind: "delay", on: "create", ms: 500 });

    const slow = advanceCheckout(ground.deps, order.known);
    const ends = await Promise.allSettled([slow, resumeUntilDone(ground, order.id)]);

    expect(ends[1]?.status).toBe("fulfilled");
    expect(await whatBecameOf(ground, order)).toEqual(paid);
  });
});

describe("changing an order", () => {
  test("is refused for a state that may not follow, whoever asks", async () => {
    const { id, known } = await anOrderLeft(ground, "stored");
    await resumeCheckouts(ground.deps);
    const [stored] = await ground.sql<{ version: number }[]>`select version from orders where id = ${id}`;
    const order = { id: known.id, status: "paid", version: stored?.version ?? 0 } as const;

    const back = changeOrder(ground.deps.database.db, order, { status: "payment-failed" }, new Date());

    await expect(back).rejects.toMatchObject({ status: 409, code: "invalid-transition" });
    expect(await whatWasStored(id)).toMatchObject({ status: "paid" });
  });

  test("is refused to one who knows an older version of it", async () => {
    const { known } = await anOrderLeft(ground, "stored");
    const change = () =>
      changeOrder(ground.deps.database.db, known, { status: "payment-pending" }, new Date());
    const version = await change();

    const again = change();

    await expect(again).rejects.toMatchObject({ code: "request-in-progress" });
    expect(version).toBe(known.version + 1);
  });
});

const whatWasStored = async (id: string) =>
  (await ground.sql`select status, step from orders where id = ${id}`)[0];
