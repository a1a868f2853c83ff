import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { paid, resumeUntilDone, undone, whatBecameOf } from "./left-orders";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { appAt, codeOf, place } from "./placing";

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

  test("which holds the money and then only says that it works on it: the payment is pending, then paid once", async () => {
    const working = await startWorking(ground.payments.url);
    const orders = await ground.startOrdersProgram({ STRIPE_API_BASE: working.url });
    const sku = await ground.stocked(5);
    const cartId = await ground.cartWith(sku, 2);
    const key = randomUUID();

    const first = await place(appAt(orders.url), cartId, { key });
    const again = await place(appAt(orders.url), cartId, { key });
    await orders.stop();
    working.stop();
    const order = { id: first.body.id, sku };
    await resumeUntilDone(ground, order.id);
    const { intents } = await ground.payments.books();

    expect([first.status, first.body.status]).toEqual([202, "payment-pending"]);
    expect([again.status, again.body.id]).toEqual([202, order.id]);
    expect(await whatBecameOf(ground, order)).toEqual(paid);
    expect(intents.filter(({ metadata }) => metadata.orderId === order.id)).toHaveLength(1);
  }, 60_000);
});

/** Stands before the gateway, hands on what is asked, and has no answer: it is always still at it. */
async function startWorking(gatewayUrl: string) {
  const server = createServer(async (asked, answering) => {
    const heart = setInterval(() => answering.writeProcessing(), 500);
    answering.once("close", () => clearInterval(heart));
    const { method = "", url = "", headers } = asked;
    const body = await buffer(asked);
    const { "content-type": type = "", authorization = "", "idempotency-key": key = "" } = headers;
    const sent = { "content-type": type, authorization, "idempotency-key": String(key) };
    await fetch(`${gatewayUrl}${url}`, { method, headers: sent, body });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
