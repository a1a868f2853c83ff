import { randomUUID } from "node:crypto";
import { eventually } from "@shopeasy/testing/eventually";
import { accessTokenFor } from "@shopeasy/testing/tokens";
import { paid } from "../left-orders";
import { aPaidOrder, callsBy, type PaidOrder } from "../paid-orders";
import { appAt, codeOf } from "../placing";
import { expectEnd } from "./checkouts";
import type { Doomed } from "./crash-everywhere";
import type { CrashGround, Restarted } from "./crash-ground";
import { several } from "./several";

/** A paid order of 4 pieces out of 10, and a member of staff who has to do with no other. */
export interface Served extends PaidOrder {
  intentId: string;
  token: string;
  staff: string;
  key: string;
  returnId: string;
  refundId: string;
}

async function aServedOrder(ground: CrashGround): Promise<Served> {
  const order = await aPaidOrder(ground);
  const [row] = await ground.sql`select intent_id from orders where id = ${order.id}`;
  const staff = await accessTokenFor({ userId: randomUUID(), role: "staff" });
  return { ...order, intentId: row?.intent_id, staff, key: randomUUID(), returnId: "", refundId: "" };
}

/** Its pieces were sent out; two are on their way back. */
async function anOrderComingBack(ground: CrashGround): Promise<Served> {
  const order = await aServedOrder(ground);
  const staff = callsBy(ground, ground.staff);
  const path = `/orders/${order.id}`;
  const items = [{ sku: order.sku, quantity: 4 }];
  await staff.post(`${path}/fulfilments`, { carrier: "UPS", trackingNumber: "1Z", items });
  const back = { items: [{ sku: order.sku, quantity: 2 }], reason: "Too small." };
  const { body } = await staff.post(`${path}/returns`, back);
  await staff.patch(`${path}/returns/${body.id}`, { status: "approved" });
  return { ...order, returnId: body.id };
}

export interface Deed {
  make: (ground: CrashGround) => Promise<Served>;
  ask: (service: Restarted, order: Served) => PromiseLike<{ status: number; body: any }>;
  status: number;
  end: object;
  told: Record<string, number>;
  refunded: number;
}

export const deeds: Record<string, Deed> = {
  "a cancellation": {
    make: aServedOrder,
    ask: (service, { id, staff }) => callsBy(service, staff).post(`/orders/${id}/cancel`),
    status: 200,
    end: { ...paid, status: "cancelled", captured: 0, onHand: 10, ledger: 10 },
    told: { "order.paid": 1, "order.cancelled": 1, "order.refunded": 1 },
    refunded: 10_000,
  },
  "a refund of one piece": {
    make: aServedOrder,
    ask: (service, { id, staff, key, sku }) => {
      const wanted = { items: [{ sku, quantity: 1 }], reason: "Broken.", restock: true };
      return callsBy(service, staff).post(`/orders/${id}/refunds`, wanted, key);
    },
    status: 201,
    end: { ...paid, status: "partially-refunded", captured: 7_500, onHand: 7, ledger: 7 },
    told: { "order.paid": 1, "order.refunded": 1 },
    refunded: 2_500,
  },
  "a return that has arrived": {
    make: anOrderComingBack,
    ask: (service, { id, staff, returnId }) => {
      const received = { status: "received", restock: true };
      return callsBy(service, staff).patch(`/orders/${id}/returns/${returnId}`, received);
    },
    status: 200,
    end: { ...paid, status: "partially-refunded", captured: 5_000, onHand: 8, ledger: 8 },
    told: { "order.paid": 1, "order.fulfilled": 1, "order.return-changed": 3, "order.refunded": 1 },
    refunded: 5_000,
  },
};

/** Asked again, it is answered as done; and it was done once. */
export async function expectDoneOnce(
  ground: CrashGround,
  { ask, status, end, told, refunded }: Deed,
  order: Served,
  service: Restarted,
) {
  await eventually(
    async () => {
      const answer = await ask(service, order);
      expect([answer.status, codeOf(answer)]).toEqual([status, undefined]);
    },
    { withinMs: 20_000 },
  );
  await expectEnd(ground, order, end, told);
  const refunds = await ground.sql`select state, amount::int from refunds where order_id = ${order.id}`;
  expect(refunds).toEqual([{ state: "succeeded", amount: refunded }]);
}

/** The service that dies over it. */
export const doomedOver = (ground: CrashGround, deed: Deed): Doomed<Served> => ({
  program: "main",
  prepare: (count) => several(count, () => deed.make(ground)),
  marksOf: ({ id, intentId, key, returnId }) => [id, intentId, key, returnId].filter(Boolean),
  work: (order, url) => deed.ask(appAt(url), order),
});

/** The lease of whoever died over it is over. */
export async function takenUp({ sql }: CrashGround, order: Served): Promise<Served> {
  await sql`update orders set due_at = now() where id = ${order.id} and due_at is not null`;
  const [refund] = await sql`
    update refunds set due_at = case when due_at is null then null else now() end
    where order_id = ${order.id} returning id`;
  return { ...order, refundId: refund?.id };
}
