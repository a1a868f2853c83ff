import { eventually } from "@shopeasy/testing/eventually";
import { paid } from "../left-orders";
import { appAt, place } from "../placing";
import { aCheckout, type Checkout, expectEnd, marksOf, placeAgain, placeAt, storyOf } from "./checkouts";
import { crashEverywhere } from "./crash-everywhere";
import { type CrashGround, endAll, type Restarted, startCrashGround, tellTo } from "./crash-ground";
import { several } from "./several";

let ground: CrashGround;

beforeAll(async () => {
  ground = await startCrashGround();
}, 60_000);
afterAll(() => ground?.stop(), 30_000);

const aCheckoutWithAction = () => aCheckout(ground, { paymentMethod: "pm_card_authenticationRequired" });

interface OrderAtTheBank {
  id: string;
  sku: string;
  intentId: string;
}

/** Her order waits for her at the bank's page. */
async function anOrderAtTheBank(): Promise<OrderAtTheBank> {
  const checkout = await aCheckoutWithAction();
  const { status, body } = await place(ground, checkout.cartId, checkout);
  expect([status, body.status]).toEqual([202, "requires-action"]);
  return { id: body.id, sku: checkout.sku, intentId: intentIn(body.clientSecret) };
}

const intentIn = (clientSecret: string): string => clientSecret.replace(/_secret.*/, "");

const orderMarks = ({ id, intentId }: OrderAtTheBank) => [id, intentId];

async function expectPaid(order: { id: string; sku: string }): Promise<void> {
  await expectEnd(ground, order, paid, { "order.paid": 1 });
  expect(await storyOf(ground, order.id)).toEqual(["placed", "requires-action", "paid"]);
}

/** She gets her order and its secret, confirms at the bank's page, and the gateway tells of it. */
async function confirmAndExpectPaid(checkout: Checkout, service: Restarted): Promise<void> {
  const { status, body } = await placeAgain(service, checkout);
  expect([status, body.status]).toEqual([202, "requires-action"]);
  await ground.payments.completeAction(intentIn(body.clientSecret), true);
  await expectPaid({ id: body.id, sku: checkout.sku });
}

test("wherever the service dies over an order that wants 3-D Secure, its customer can confirm it", async () => {
  const left = await crashEverywhere(ground, {
    program: "main",
    prepare: (count) => several(count, aCheckoutWithAction),
    marksOf,
    work: (checkout, url) => placeAt(appAt(url), checkout),
    from: "gateway POST /v1/payment_intents",
  });

  const wrong = await endAll(ground, left, confirmAndExpectPaid);

  expect(wrong).toEqual([]);
}, 180_000);

test("wherever the service dies over the gateway's word that she confirmed, her order is paid", async () => {
  const left = await crashEverywhere(ground, {
    program: "main",
    prepare: async (count) => {
      await ground.payments.sendEventsTo(null);
      const orders = await several(count, anOrderAtTheBank);
      // So that nothing but the gateway's word makes them due.
      await ground.sql`update orders set due_at = now() + interval '1 hour' where step <> 'done'`;
      return orders;
    },
    marksOf: orderMarks,
    work: async ({ id, intentId }, url) => {
      await tellTo(ground, url);
      await ground.payments.completeAction(intentId, true);
      await eventually(async () => expect(await isDue(id)).toBe(true));
    },
    processes: 1,
  });

  const wrong = await endAll(ground, left, expectPaid);

  expect(wrong).toEqual([]);
}, 180_000);

test("wherever the worker dies over an order that was confirmed, it is paid once", async () => {
  const left = await crashEverywhere(ground, {
    program: "worker",
    prepare: async (count) => {
      await ground.payments.sendEventsTo(null);
      const orders = await several(count, anOrderAtTheBank);
      for (const { intentId } of orders) await ground.payments.completeAction(intentId, true);
      await ground.sql`update orders set due_at = now() where id in ${ground.sql(orders.map(({ id }) => id))}`;
      return orders;
    },
    marksOf: orderMarks,
    work: (order) => expectPaid(order),
  });

  const wrong = await endAll(ground, left, expectPaid);

  expect(wrong).toEqual([]);
}, 180_000);

async function isDue(id: string): Promise<boolean> {
  const [order] = await ground.sql`select due_at <= clock_timestamp() as due from orders where id = ${id}`;
  return order?.due;
}
