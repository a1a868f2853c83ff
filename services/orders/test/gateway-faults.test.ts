import { paid, resumeUntilDone, undone, whatBecameOf } from "./left-orders";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { codeOf, place } from "./placing";

let ground: OrdersGround;

beforeAll(async () => {
  ground = await startOrdersGround();
}, 60_000);
afterEach(() => ground.endFaults());
afterAll(() => ground?.stop(), 30_000);

const placeTwo = async (body: Record<string, unknown> = {}) => {
  const sku = await ground.stocked(5);
  const answer = await place(ground, await ground.cartWith(sku, 2), { body });
  return { sku, answer, id: answer.body.id ?? answer.body.orderId };
};

describe("a gateway that does not tell what it did", () => {
  const faults = [
    // One of its kind at each call: it takes all the time that the gateway has. What it leaves, a cut line leaves as well.
    ["timeout-after", "create"],
    ["reset-before", "create"],
    ["reset-after", "create"],
    ["error-after", "create"],
    ["unavailable", "create"],
    ["timeout-after", "capture"],
    ["reset-before", "capture"],
    ["reset-after", "capture"],
    ["error-before", "capture"],
    ["error-after", "capture"],
    ["unavailable", "capture"],
  ] as const;
  test.each(faults)("%s, at %s: the payment is pending, then paid once", async (kind, on) => {
    // An error is kept by the gateway under its key; all else would be healed by the next try.
    await ground.fault({ kind, on, count: null });

    const order = await placeTwo();
    await ground.endFaults();
    await resumeUntilDone(ground, order.id);

    // A capture whose state can be read after the error needs no worker.
    expect([201, 202]).toContain(order.answer.status);
    if (order.answer.status === 202) expect(order.answer.body.status).toBe("payment-pending");
    expect(await whatBecameOf(ground, order)).toEqual(paid);
  });

  test("broke before it made the payment: nothing is charged, and the order tells", async () => {
    await ground.fault({ kind: "error-before", on: "create", count: null });

    const order = await placeTwo();
    await ground.endFaults();
    await resumeUntilDone(ground, order.id);

    expect(order.answer.body.status).toBe("payment-pending");
    expect(await whatBecameOf(ground, order)).toEqual({ ...undone, status: "payment-failed" });
  });

  test.each(["reset-before", "reset-after", "error-before", "error-after"])(
    "%s, when a declined payment is to be voided: it is tried again until it is void",
    async (kind) => {
      await ground.fault({ kind, on: "cancel", count: null });

      const order = await placeTwo({ paymentMethod: "pm_card_chargeDeclined" });
      await ground.endFaults();
      await resumeUntilDone(ground, order.id);

      expect([order.answer.status, codeOf(order.answer)]).toEqual([402, "payment-declined"]);
      expect(await whatBecameOf(ground, order)).toEqual({ ...undone, status: "payment-failed" });
    },
  );

  test("which tells in time after a second try, is not noticed by the customer", async () => {
    await ground.fault({ kind: "reset-after", on: "create" });
    await ground.fault({ kind: "reset-after", on: "capture" });

    const order = await placeTwo();

    expect(order.answer.status).toBe(201);
    expect(await whatBecameOf(ground, order)).toEqual(paid);
  });
});
