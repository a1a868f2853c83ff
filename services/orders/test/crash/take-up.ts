import { eventually } from "@shopeasy/testing/eventually";
import { paid, undone } from "../left-orders";
import { appAt } from "../placing";
import { aCheckout, type Checkout, expectEnd, marksOf, placeAgain, placeAt } from "./checkouts";
import { crashEverywhere, type Doomed, dieAt } from "./crash-everywhere";
import { type CrashGround, endAll } from "./crash-ground";
import type { KillPoint } from "./follower";
import { several } from "./several";

interface LeftCheckout extends Checkout {
  id: string;
}

/** Orders that a service left when it died there; they are due, and the worker's to take up. */
async function leftAt(
  ground: CrashGround,
  point: KillPoint,
  count: number,
  paymentMethod: string,
): Promise<LeftCheckout[]> {
  const service: Doomed<Checkout> = {
    program: "main",
    prepare: (wanted) => several(wanted, () => aCheckout(ground, { paymentMethod })),
    marksOf,
    work: (checkout, url) => placeAt(appAt(url), checkout),
  };
  const left = await dieAt(
    ground,
    service,
    Array.from({ length: count }, () => point),
  );
  const orders = await Promise.all(left.filter((each) => each.point).map(({ made }) => withId(ground, made)));
  await ground.sql`update orders set due_at = now() where id in ${ground.sql(orders.map(({ id }) => id))}`;
  return orders;
}

async function withId({ sql }: CrashGround, checkout: Checkout): Promise<LeftCheckout> {
  const [order] = await sql<{ id: string }[]>`select id from orders where cart_id = ${checkout.cartId}`;
  return { ...checkout, id: order?.id ?? "" };
}

const isDone = ({ sql }: CrashGround, id: string) =>
  eventually(
    async () => {
      const [order] = await sql`select step from orders where id = ${id}`;
      expect(order?.step).toBe("done");
    },
    { withinMs: 10_000 },
  );

const good = "pm_card_visa";
const bad = "pm_card_chargeDeclined";
export const stored = {
  exchange: "catalog PUT /internal/reservations/{id}",
  nth: 1,
  side: "before",
} as const;
export const asked = { exchange: "gateway POST /v1/payment_intents", nth: 1, side: "after" } as const;
export const captured = {
  exchange: "gateway POST /v1/payment_intents/{id}/capture",
  nth: 1,
  side: "after",
} as const;
export const paidOnce = { card: good, status: 201, end: paid, told: { "order.paid": 1 } };
export const givenUp = {
  card: bad,
  status: 402,
  end: { ...undone, status: "payment-failed" },
  told: { "order.payment-failed": 1 },
};

/** The worker dies everywhere over orders that a service left when it died there; each must end as it should. */
export async function takeUpAndDie(
  ground: CrashGround,
  point: KillPoint,
  { card, status, end, told }: typeof paidOnce | typeof givenUp,
): Promise<string[]> {
  const left = await crashEverywhere(ground, {
    program: "worker",
    prepare: (count) => leftAt(ground, point, count, card),
    marksOf: (order) => [order.id, ...marksOf(order)],
    work: ({ id }) => isDone(ground, id),
  });

  return endAll(ground, left, async (order, service) => {
    const answer = await placeAgain(service, order);
    expect([answer.status, answer.body.orderId ?? answer.body.id]).toEqual([status, order.id]);
    await expectEnd(ground, order, end, told);
  });
}
