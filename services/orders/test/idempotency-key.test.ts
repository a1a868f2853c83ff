import { randomUUID } from "node:crypto";
import { eventually } from "@shopeasy/testing/eventually";
import { resumeCheckouts } from "../src/checkout/resume-checkouts";
import { makeDue, resumeUntilDone } from "./left-orders";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { aCustomer, appAt, codeOf, place as placeAt } from "./placing";

let ground: OrdersGround;

beforeAll(async () => {
  ground = await startOrdersGround();
}, 60_000);
afterEach(() => ground.payments.resetFaults());
afterAll(() => ground?.stop(), 30_000);

const place = (cartId: string, wanted?: Parameters<typeof placeAt>[2]) => placeAt(ground, cartId, wanted);

describe("the idempotency key", () => {
  test("the same request gets the first answer again, and pays once", async () => {
    const sku = await ground.stocked(9);
    const cartId = await ground.cartWith(sku, 1);
    const key = randomUUID();

    const first = await place(cartId, { key });
    const second = await place(cartId, { key });

    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers["idempotency-replayed"]).toBe("true");
    expect(await ground.payments.chargesOf({ orderId: first.body.id })).toHaveLength(1);
  });

  test("a declined order is declined again with its key, without asking the bank again", async () => {
    const sku = await ground.stocked(9);
    const cartId = await ground.cartWith(sku, 1);
    const key = randomUUID();
    const body = { paymentMethod: "pm_card_chargeDeclined" };

    const first = await place(cartId, { key, body });
    const second = await place(cartId, { key, body });

    expect([second.status, second.body.orderId]).toEqual([402, first.body.orderId]);
    expect(second.headers["idempotency-replayed"]).toBe("true");
  });

  test("two callers may use the same key", async () => {
    const sku = await ground.stocked(9);
    const [one, other] = await Promise.all([ground.cartWith(sku, 1), ground.cartWith(sku, 1)]);
    const key = randomUUID();

    const answers = [await place(one, { key }), await place(other, { key })];

    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]?.body.id).not.toBe(answers[1]?.body.id);
  });

  test("sent 20 times at once makes one order and one charge", async () => {
    const sku = await ground.stocked(30);
    const cartId = await ground.cartWith(sku, 1);
    const key = randomUUID();

    const answers = await Promise.all(Array.from({ length: 20 }, () => place(cartId, { key })));
    const afterwards = await place(cartId, { key });

    const paid = answers.filter(({ status }) => status === 201);
    const others = answers.filter(({ status }) => status !== 201);
    expect(paid.length).toBeGreaterThan(0);
    expect(new Set(others.map(codeOf))).toEqual(new Set(others.length > 0 ? ["request-in-progress"] : []));
    expect(new Set([...paid, afterwards].map(({ body }) => body.id)).size).toBe(1);
    expect(await ordersOf(cartId)).toHaveLength(1);
    expect(await ground.payments.chargesOf({ orderId: afterwards.body.id })).toHaveLength(1);
    expect(await ground.stockOf(sku)).toMatchObject({ onHand: 29, reserved: 0 });
  });

  test("where the gateway could not be asked, nothing is held, and the same key may try again", async () => {
    const sku = await ground.stocked(9);
    const cartId = await ground.cartWith(sku, 1);
    const key = randomUUID();
    await ground.payments.fault({ kind: "refuse", ms: 3_000 });

    const refused = await place(cartId, { key });
    const held = await ground.stockOf(sku);
    const again = await eventually(() => succeeding(place(cartId, { key })), { withinMs: 20_000 });

    expect([refused.status, codeOf(refused)]).toEqual([503, "payment-unavailable"]);
    expect(held).toMatchObject({ reserved: 0, available: 9 });
    expect(again.status).toBe(201);
    expect(await ground.stockOf(sku)).toEqual({ onHand: 8, reserved: 0, available: 8 });
  }, 40_000);
});

describe("an answer that is given again", () => {
  test("never holds the customer's secret where it is kept: the gateway is asked for it, as long as it is of use", async () => {
    const cartId = await ground.cartWith(await ground.stocked(9), 1);
    const key = randomUUID();
    const body = { paymentMethod: "pm_card_authenticationRequired" };
    const first = await place(cartId, { key, body });
    const secret: string = first.body.clientSecret;

    const second = await place(cartId, { key, body });
    const [kept] =
      await ground.sql`select response_body::text as text from idempotency_keys where key = ${key}`;
    await ground.payments.completeAction(secret.split("_secret_")[0] ?? "", true);
    await resumeUntilDone(ground, first.body.id);
    const third = await place(cartId, { key, body });

    expect(second.body).toEqual(first.body);
    expect(kept?.text).toContain(first.body.id);
    expect(kept?.text).not.toContain("secret");
    expect([third.status, third.body]).toEqual([202, { ...first.body, clientSecret: undefined }]);
  });

  test.each([
    ["lacks what is told today", "response_body - 'taxIncluded'"],
    ["has more than is told today", `response_body || '{"clientSecret": "old"}'`],
  ])("but was kept by another version and %s, tells of the order as it is", async (_how, change) => {
    const cartId = await ground.cartWith(await ground.stocked(9), 1);
    const key = randomUUID();
    const first = await place(cartId, { key });
    await ground.sql.unsafe(`update idempotency_keys set response_body = ${change} where key = '${key}'`);

    const second = await place(cartId, { key });

    expect([second.status, second.body]).toEqual([201, first.body]);
    expect(second.headers["idempotency-replayed"]).toBe("true");
  });
});

describe("the key of a request that died", () => {
  test("before it stored an order, is free for the same request once its lease is over", async () => {
    const sku = await ground.stocked(9);
    const cartId = await ground.cartWith(sku, 1);
    const key = randomUUID();
    await place(cartId, { key });
    await forget(cartId, key);

    const soon = await place(cartId, { key });
    await endLease(key);
    const later = await place(cartId, { key });

    expect([soon.status, codeOf(soon)]).toEqual([409, "request-in-progress"]);
    expect(later.status).toBe(201);
    expect(later.headers["idempotency-replayed"]).toBeUndefined();
  });

  test("in the middle of its payment, finds the order that it left, and that the worker finished", async () => {
    const sku = await ground.stocked(9);
    const cartId = await ground.cartWith(sku, 1);
    const key = randomUUID();
    const program = await ground.startOrdersProgram();
    await ground.payments.fault({ kind: "timeout-after", on: "create", count: null });
    const cut = placeAt(appAt(program.url), cartId, { key }).then(
      () => "answered",
      () => "cut off",
    );
    const orderId = await eventually(() => chargedOrderOf(cartId), { withinMs: 10_000 });

    await program.kill();
    await ground.payments.resetFaults();
    const lost = await cut;
    const atOnce = await place(cartId, { key });
    await endLease(key);
    const beforeTheWorker = await place(cartId, { key });
    await resumeUntilDone(ground, orderId);
    const later = await place(cartId, { key });

    expect(lost).toBe("cut off");
    expect([atOnce, beforeTheWorker].map(codeOf)).toEqual(["request-in-progress", "request-in-progress"]);
    expect([later.status, later.body.id, later.body.status]).toEqual([201, orderId, "paid"]);
    expect(later.body.token).toEqual(expect.any(String));
    expect(await ground.payments.chargesOf({ orderId })).toMatchObject([{ amount_captured: 2_999 }]);
  });

  test("and whose order was declined meanwhile, tells of it", async () => {
    const sku = await ground.stocked(9);
    const cartId = await ground.cartWith(sku, 1);
    const key = randomUUID();
    const body = { paymentMethod: "pm_card_chargeDeclinedInsufficientFunds" };
    const first = await place(cartId, { key, body });
    await unanswer(key);

    const again = await place(cartId, { key, body });

    expect([again.status, again.body.orderId]).toEqual([402, first.body.orderId]);
    expect(again.body.declineCode).toBe("insufficient_funds");
  });

  test("while its customer was to confirm the payment, gets the secret again, once the gateway answers", async () => {
    const sku = await ground.stocked(9);
    const cartId = await ground.cartWith(sku, 1);
    const key = randomUUID();
    const body = { paymentMethod: "pm_card_authenticationRequired" };
    const first = await place(cartId, { key, body });
    await unanswer(key);

    await ground.payments.fault({ kind: "error-before", on: "read", count: null });
    const away = await place(cartId, { key, body });
    await ground.payments.resetFaults();
    const again = await place(cartId, { key, body });

    expect(away.status).toBe(503);
    expect(again.body).toMatchObject({ id: first.body.id, clientSecret: first.body.clientSecret });
  });

  test("long ago, so that its answer is forgotten, still makes no second order", async () => {
    const sku = await ground.stocked(9);
    const cartId = await ground.cartWith(sku, 1);
    const key = randomUUID();
    const first = await place(cartId, { key });
    await ground.sql`delete from idempotency_keys where key = ${key}`;

    const again = await place(cartId, { key });

    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    expect(await ordersOf(cartId)).toHaveLength(1);
  });

  test("long ago, so that its answer is forgotten, is not good for another cart", async () => {
    const { token } = await aCustomer();
    const sku = await ground.stocked(9);
    const [ordered, other] = [await ground.cartWith(sku, 1), await ground.cartWith(sku, 2)];
    const key = randomUUID();
    await place(ordered, { key, token });
    await ground.sql`delete from idempotency_keys where key = ${key}`;

    const reused = await place(other, { key, token });
    await unanswer(key);
    const resumed = await place(other, { key, token });
    const placed = await place(other, { token });

    expect([reused, resumed].map((answer) => [answer.status, codeOf(answer)])).toEqual(
      Array(2).fill([422, "idempotency-key-reused"]),
    );
    expect(placed.status).toBe(201);
    expect(await ordersOf(other)).toMatchObject([{ id: placed.body.id }]);
  });

  test("and whose stock could not be asked by the worker either, may try again", async () => {
    const sku = await ground.stocked(9);
    const cartId = await ground.cartWith(sku, 1);
    const key = randomUUID();
    const { body } = await place(cartId, { key });
    await leaveAsStored(body.id);
    await unanswer(key);
    await ground.killCatalog();

    await resumeCheckouts(ground.deps);
    await ground.restartCatalog();
    await resumeUntilDone(ground, body.id);
    const again = await eventually(() => succeeding(place(cartId, { key })), { withinMs: 10_000 });

    expect(again.body.id).not.toBe(body.id);
    expect((await ordersOf(cartId)).map(({ status }) => status).sort()).toEqual(["cancelled", "paid"]);
  }, 40_000);
});

const ordersOf = (cartId: string) =>
  ground.sql<{ id: string; status: string }[]>`select id, status from orders where cart_id = ${cartId}`;

/** As if the first run had died before it stored the order: only the key is claimed. */
async function forget(cartId: string, key: string) {
  const [order] = await ordersOf(cartId);
  const id = order?.id ?? "";
  await ground.sql`delete from order_timeline where order_id = ${id}`;
  await ground.sql`delete from order_lines where order_id = ${id}`;
  await ground.sql`delete from orders where id = ${id}`;
  await ground.sql`update idempotency_keys set status = 'running', locked_at = now() where key = ${key}`;
}

/** As if the process had died after it stored the order. */
async function leaveAsStored(id: string) {
  await ground.sql`update orders set status = 'pending', step = 'placed', due_at = now(), intent_id = null
    where id = ${id}`;
}

/** As if the process had died before it kept its answer, a while ago. */
async function unanswer(key: string) {
  await ground.sql`update idempotency_keys set status = 'running', response_status = null where key = ${key}`;
  await endLease(key);
}

const endLease = (key: string) =>
  ground.sql`update idempotency_keys set locked_at = now() - interval '61 seconds' where key = ${key}`;

async function chargedOrderOf(cartId: string): Promise<string> {
  const [order] = await ordersOf(cartId);
  const charges = order ? await ground.payments.chargesOf({ orderId: order.id }) : [];
  if (!order || charges.length === 0) throw new Error("Nothing is charged yet");
  await makeDue(ground, order.id);
  return order.id;
}

async function succeeding<Answer extends { status: number }>(answer: PromiseLike<Answer>): Promise<Answer> {
  const { status } = await answer;
  if (status !== 201) throw new Error(`It is answered ${status}`);
  return answer;
}
