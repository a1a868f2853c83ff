import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { startBlackHole } from "@shopeasy/testing/black-hole";
import { eventually } from "@shopeasy/testing/eventually";
import { startHttpProxy } from "@shopeasy/testing/http-proxy";
import type { ServiceProgram } from "@shopeasy/testing/service-program";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { appAt, codeOf, place } from "./placing";

let ground: OrdersGround;

beforeAll(async () => {
  ground = await startOrdersGround();
}, 60_000);
afterAll(() => ground?.stop(), 30_000);

const eventsOf = ({ logLines }: ServiceProgram) =>
  logLines.map((line) => JSON.parse(line) as { event: string; callee?: string; reason?: string });

// Both wait for most of their time: they do so side by side.
test.concurrent("a gateway behind a wall that swallows all can't be asked: nothing is held or charged, not even when the wall is gone, and the same key tries again", async () => {
  const wall = await startBlackHole(Number(new URL(ground.payments.url).port));
  const orders = await ground.startOrdersProgram({ STRIPE_API_BASE: wall.url });
  const sku = await ground.stocked(5);
  const cartId = await ground.cartWith(sku, 2);
  const key = randomUUID();

  const refused = await place(appAt(orders.url), cartId, { key });
  const meanwhile = await ground.stockOf(sku);
  wall.open();
  const again = await eventually(
    async () => {
      const answer = await place(appAt(orders.url), cartId, { key });
      expect(answer.status).toBe(201);
      return answer;
    },
    { withinMs: 15_000 },
  );
  // It ends only when nothing is tried any more.
  await orders.stop();
  await wall.stop();
  const { intents } = await ground.payments.books();
  const elsewhere = await ground.sql`select id from orders where cart_id <> ${cartId}`;
  const others = new Set(elsewhere.map(({ id }) => id));

  expect([refused.status, codeOf(refused)]).toEqual([503, "payment-unavailable"]);
  expect(meanwhile).toEqual({ onHand: 5, reserved: 0, available: 5 });
  expect(intents.map(({ metadata }) => metadata.orderId).filter((id) => !others.has(id))).toEqual([
    again.body.id,
  ]);
  expect(await ground.payments.chargesOf({ orderId: again.body.id })).toHaveLength(1);
  expect(await ground.stockOf(sku)).toEqual({ onHand: 3, reserved: 0, available: 3 });
}, 60_000);

test.concurrent("a catalog that is too slow is spared: orders are refused at once, the log tells, and they are taken again when it is well", async () => {
  let isSlow = true;
  const slow = await startHttpProxy("catalog", ground.ordersEnvironment.CATALOG_URL, {
    asked: async () => void (isSlow && (await pause(10_000, undefined, { ref: false }))),
    answered: async () => {},
  });
  const orders = await ground.startOrdersProgram({ CATALOG_URL: slow.url });
  const sku = await ground.stocked(5);
  const cartId = await ground.cartWith(sku, 2);
  const ordered = () => place(appAt(orders.url), cartId);

  const refused = [await ordered(), await ordered(), await ordered()];
  const isOpen = eventsOf(orders).some(({ event }) => event === "circuit.opened");
  const metrics = await (await fetch(`${orders.internalUrl}/metrics`)).text();
  isSlow = false;
  const taken = await eventually(
    async () => {
      const answer = await ordered();
      expect(answer.status).toBe(201);
      return answer;
    },
    { withinMs: 15_000 },
  );
  await Promise.all([orders.kill(), slow.stop()]);

  expect(refused.map((answer) => [answer.status, codeOf(answer)])).toEqual(
    refused.map(() => [503, "upstream-unavailable"]),
  );
  expect(isOpen).toBe(true);
  expect(metrics).toMatch(/^circuit_open\{callee="catalog",service="orders",program="main"\} 1$/m);
  expect(eventsOf(orders)).toContainEqual(
    expect.objectContaining({ event: "circuit.closed", callee: "catalog" }),
  );
  expect(taken.body.status).toBe("paid");
}, 60_000);
