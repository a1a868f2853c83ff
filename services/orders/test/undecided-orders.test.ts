import { randomUUID } from "node:crypto";
import { resumeUntilDone } from "./left-orders";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { callsBy } from "./paid-orders";
import { codeOf, place } from "./placing";

let ground: OrdersGround;

beforeAll(async () => {
  ground = await startOrdersGround();
}, 60_000);
afterEach(() => ground.endFaults());
afterAll(() => ground?.stop(), 30_000);

const undecided = ["pending", "requires-action", "payment-pending"] as const;
type Undecided = (typeof undecided)[number];

/** A cart of two pieces that was ordered, and that one more line was put into while the order is undecided. */
async function anOrderedCart(status: Undecided, { key = randomUUID() } = {}) {
  const [sku, added] = await Promise.all([ground.stocked(5), ground.stocked(5)]);
  const cartId = await ground.cartWith(sku, 2);
  // The gateway's silence to an order that is placed, and the customer's at the bank's page.
  if (status === "payment-pending") await ground.fault({ kind: "timeout-after", on: "create", count: null });
  const asksBank = status === "requires-action" && { paymentMethod: "pm_card_authenticationRequired" };
  const { body: first } = await place(ground, cartId, { key, body: { ...asksBank } });
  await ground.endFaults();
  if (status === "pending") await leaveAsStored(first.id);
  await ground.withLine(cartId, added, 1);
  return { cartId, first, skus: [sku, added] };
}

/** As if the process had died after it stored the order. */
async function leaveAsStored(id: string) {
  await ground.sql`update orders set status = 'pending', step = 'placed', due_at = now(), captured = 0 where id = ${id}`;
}

/** The customer is done at the bank's page. */
async function answerBank(id: string, isConfirmed: boolean) {
  const { intents } = await ground.payments.books();
  const intent = intents.find(({ metadata }) => metadata.orderId === id);
  await ground.payments.completeAction(intent?.id ?? "", isConfirmed);
}

const ordersOf = (cartId: string) =>
  ground.sql<{ id: string; status: string }[]>`select id, status from orders where cart_id = ${cartId}`;

describe("a cart that got one more line while its order is undecided", () => {
  test.each(undecided)(
    "%s, is not ordered a second time: it is shown that order, which is paid once",
    async (status) => {
      const { cartId, first } = await anOrderedCart(status);

      const second = await place(ground, cartId);
      if (status === "requires-action") await answerBank(first.id, true);
      await resumeUntilDone(ground, first.id);

      expect([second.status, codeOf(second)]).toEqual([409, "order-exists"]);
      expect(second.body.order).toMatchObject({ id: first.id, status });
      expect(await ordersOf(cartId)).toMatchObject([{ id: first.id, status: "paid" }]);
      expect(await ground.payments.chargesOf({ orderId: first.id })).toMatchObject([
        { amount_captured: 5_000 },
      ]);
    },
  );

  test.each(undecided)(
    "%s, is ordered with all that is in it once that order is cancelled",
    async (status) => {
      const { cartId, first, skus } = await anOrderedCart(status);

      const cancelled = await callsBy(ground).post(`/orders/${first.id}/cancel?token=${first.token}`);
      const second = await place(ground, cartId);

      expect([cancelled.status, cancelled.body.status]).toEqual([200, "cancelled"]);
      expect(second.status).toBe(201);
      expect(second.body.items.map(({ sku }: { sku: string }) => sku)).toEqual(skus);
    },
  );

  test("and is ordered again under the order's own key, which was forgotten, is answered with it", async () => {
    const key = randomUUID();
    const { cartId, first } = await anOrderedCart("requires-action", { key });
    await ground.sql`delete from idempotency_keys where key = ${key}`;

    const again = await place(ground, cartId, {
      key,
      body: { paymentMethod: "pm_card_authenticationRequired" },
    });

    expect([again.status, again.body.id]).toEqual([202, first.id]);
    expect(again.body.clientSecret).toBe(first.clientSecret);
    expect(await ordersOf(cartId)).toHaveLength(1);
  });

  test("and is ordered in twenty tabs at once, is shown that order in all of them", async () => {
    const { cartId, first } = await anOrderedCart("requires-action");

    const answers = await Promise.all(Array.from({ length: 20 }, () => place(ground, cartId)));

    expect(answers.map(({ status, body }) => [status, body.order?.id])).toEqual(
      Array(20).fill([409, first.id]),
    );
    expect(await ordersOf(cartId)).toHaveLength(1);
  });

  test("and whose order the bank refused, is ordered with all that is in it", async () => {
    const { cartId, first } = await anOrderedCart("requires-action");
    await answerBank(first.id, false);
    await resumeUntilDone(ground, first.id);

    const second = await place(ground, cartId);

    expect(second.status).toBe(201);
    expect((await ordersOf(cartId)).map(({ status }) => status).sort()).toEqual(["paid", "payment-failed"]);
  });
});

test("two undecided orders of one cart, which a release that claimed none placed, fail no making of the index", async () => {
  const { cartId, first } = await anOrderedCart("requires-action");
  await unclaim(cartId);
  await place(ground, cartId, { body: { paymentMethod: "pm_card_authenticationRequired" } });
  await unclaim(cartId);

  await ground.sql`reindex index orders_open_cart`;

  const both = await ordersOf(cartId);
  expect(both.map(({ status }) => status)).toEqual(Array(2).fill(first.status));
});

/** As if the release before had placed its orders. */
const unclaim = (cartId: string) =>
  ground.sql`update orders set claims_cart = false where cart_id = ${cartId}`;
