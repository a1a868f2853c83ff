import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { OrderId } from "@shopeasy/contracts/ids";
import { eventually } from "@shopeasy/testing/eventually";
import Stripe from "stripe";
import { resumeCheckouts } from "../src/checkout/resume-checkouts";
import { checkPayments } from "../src/refunds/resume-refunds";
import { paid, undone, whatBecameOf } from "./left-orders";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import {
  aPaidOrder,
  callsBy,
  gatewayBooksOf,
  orderOf,
  type PaidOrder,
  stepsOf,
  toldOf,
  usd,
} from "./paid-orders";
import { codeOf, place } from "./placing";

let ground: OrdersGround;
let server: Server;
let staff: ReturnType<typeof callsBy>;
const path = "/api/v1/payments/webhook";

beforeAll(async () => {
  ground = await startOrdersGround();
  server = await ground.serve();
  staff = callsBy(ground, ground.staff);
}, 60_000);
beforeEach(async () => {
  await ground.payments.sendEventsTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
});
afterEach(async () => {
  await ground.payments.resetFaults();
});
afterAll(async () => {
  server?.close();
  server?.closeAllConnections();
  await ground?.stop();
}, 30_000);

const intentOf = async ({ id }: { id: string }): Promise<string> => {
  const { intents } = await ground.payments.books();
  return intents.find(({ metadata }) => metadata.orderId === id)?.id ?? "";
};

/** The order of 2 pieces out of 5, at the bank's page, and due in the far future. */
async function anOrderAtTheBank() {
  const sku = await ground.stocked(5);
  const { body } = await place(ground, await ground.cartWith(sku, 2), {
    body: { paymentMethod: "pm_card_authenticationRequired" },
  });
  await ground.sql`update orders set due_at = now() + interval '1 hour' where id = ${body.id}`;
  return { id: body.id as string, sku };
}

/** The worker does what is due, until that is so. */
const worked = (expectation: () => Promise<void>) =>
  eventually(
    async () => {
      await resumeCheckouts(ground.deps);
      await checkPayments(ground.deps);
      await expectation();
    },
    { withinMs: 10_000 },
  );

/** An event as the gateway signs it. */
const send = (event: object | string, { secret = ground.payments.webhookSecret, ageSeconds = 0 } = {}) => {
  const payload = typeof event === "string" ? event : JSON.stringify(event);
  const timestamp = Math.floor(Date.now() / 1000) - ageSeconds;
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
  return ground.app
    .post(path)
    .set({ "content-type": "application/json", "stripe-signature": signature })
    .send(payload);
};

const anEvent = (type: string, object: object) => ({
  id: `evt_${randomUUID()}`,
  object: "event",
  type,
  created: Math.floor(Date.now() / 1000),
  data: { object },
});

describe("the gateway tells of a payment", () => {
  test("that its customer has approved: it is taken up at once, and paid", async () => {
    const order = await anOrderAtTheBank();

    await ground.payments.completeAction(await intentOf(order), true);

    await worked(async () => expect(await whatBecameOf(ground, order)).toEqual(paid));
  });

  test("that the bank refused: the order is given up, and its stock is free", async () => {
    const order = await anOrderAtTheBank();

    await ground.payments.completeAction(await intentOf(order), false);

    await worked(async () =>
      expect(await whatBecameOf(ground, order)).toEqual({ ...undone, status: "payment-failed" }),
    );
  });

  test.each([["webhooks-twice"], ["webhooks-late"], ["webhooks-out-of-order"]])(
    "in whatever way (%s), and it has one effect",
    async (kind) => {
      const order = await anOrderAtTheBank();
      await ground.payments.fault({ kind, count: 10, ms: 200 });

      await ground.payments.completeAction(await intentOf(order), true);

      await worked(async () => expect(await whatBecameOf(ground, order)).toEqual(paid));
    },
  );

  test("never, and the worker asks by itself", async () => {
    const order = await anOrderAtTheBank();
    await ground.payments.fault({ kind: "webhooks-lost", count: null });
    await ground.payments.completeAction(await intentOf(order), true);

    await ground.sql`update orders set due_at = now() where id = ${order.id}`;

    await worked(async () => expect(await whatBecameOf(ground, order)).toEqual(paid));
  });

  test("while its first checkout still runs here: that learns it by itself, and nobody else is woken", async () => {
    const order = await anOrderAtTheBank();
    const intent = { object: "payment_intent", id: await intentOf(order), metadata: { orderId: order.id } };
    const told = anEvent("payment_intent.amount_capturable_updated", intent);
    await ground.payments.fault({ kind: "webhooks-lost", count: null });
    await ground.payments.completeAction(intent.id, true);

    const { status, taken } = await ground.deps.checkouts.during(OrderId.parse(order.id), async () => ({
      status: (await send(told)).status,
      taken: await resumeCheckouts(ground.deps),
    }));
    const afterwards = await send(told);

    expect([status, taken, afterwards.status]).toEqual([200, 0, 200]);
    await worked(async () => expect(await whatBecameOf(ground, order)).toEqual(paid));
  });

  test("while its request is still at work: that is left alone, and answers as ever", async () => {
    const sku = await ground.stocked(5);
    const cartId = await ground.cartWith(sku, 2);
    await ground.payments.fault({ kind: "answer-late", on: "create", ms: 300 });

    const placing = place(ground, cartId).then((answer) => answer);
    const taken: number[] = [];
    let isOver = false;
    void placing.finally(() => {
      isOver = true;
    });
    while (!isOver) taken.push(await resumeCheckouts(ground.deps));
    const { status } = await placing;

    expect(status).toBe(201);
    expect(taken.filter((count) => count > 0)).toEqual([]);
  });
});

describe("somebody refunds at the gateway itself", () => {
  const elsewhere = async (order: PaidOrder, amount?: number) =>
    ground.payments.refundElsewhere(await intentOf(order), amount);

  test("a part: it is in our books, and what is left can be refunded here, and no more", async () => {
    const order = await aPaidOrder(ground);

    await elsewhere(order, 4_000);
    await worked(async () => expect((await orderOf(ground, order)).refunded).toEqual(usd(4_000)));

    const path = `/orders/${order.id}/refunds`;
    const tooMuch = await staff.post(path, { amount: usd(6_001), reason: "Sorry." });
    const rest = await staff.post(path, { reason: "Sorry." });
    expect([codeOf(tooMuch), rest.body.amount]).toEqual(["refund-exceeds-payment", usd(6_000)]);
    expect((await staff.get(path)).body.items).toMatchObject([
      { origin: "gateway", amount: usd(4_000), status: "succeeded" },
      { origin: "staff", amount: usd(6_000), status: "succeeded" },
    ]);
    expect(await gatewayBooksOf(ground, order)).toEqual({ captured: 10_000, refunded: 10_000 });
  });

  test("all of it: the order is refunded, and told of once, however often the gateway tells", async () => {
    const order = await aPaidOrder(ground);
    await ground.payments.fault({ kind: "webhooks-twice", count: 10 });

    await elsewhere(order);

    await worked(async () => expect((await orderOf(ground, order)).status).toBe("refunded"));
    await send(anEvent("charge.refunded", { object: "charge", payment_intent: await intentOf(order) }));
    await checkPayments(ground.deps);
    expect(await toldOf(ground, order)).toEqual(["order.paid", "order.refunded"]);
    expect(await stepsOf(ground, order)).toEqual(["placed", "paid", "refunded"]);
  });

  test("before we do: the gateway refuses ours, and that is what staff are told", async () => {
    const order = await aPaidOrder(ground);
    await ground.payments.fault({ kind: "webhooks-lost", count: null });
    await elsewhere(order, 9_000);

    const refused = await staff.post(`/orders/${order.id}/refunds`, { reason: "Sorry." });

    expect([refused.status, codeOf(refused)]).toEqual([409, "refund-exceeds-payment"]);
  });

  test("while the gateway can't be asked: it is written down when it can", async () => {
    const order = await aPaidOrder(ground);
    await ground.payments.fault({ kind: "error-before", on: "read", count: null });
    await elsewhere(order, 1_000);
    await eventually(async () => expect(await checkPayments(ground.deps)).toBe(1));
    const meanwhile = await orderOf(ground, order);
    await ground.payments.resetFaults();
    await ground.sql`update orders set check_payment_at = now() where id = ${order.id}`;

    await worked(async () => expect((await orderOf(ground, order)).refunded).toEqual(usd(1_000)));

    expect(meanwhile.refunded).toEqual(usd(0));
  });
});

describe("the gateway tells of a refund of ours", () => {
  test.each([
    [true, "partially-refunded", ["refund-pending", "refunded"]],
    [false, "paid", ["refund-pending", "refund-failed"]],
  ])("that the bank has decided (%s)", async (succeed, status, steps) => {
    const order = await aPaidOrder(ground);
    await ground.payments.fault({ kind: "refund-pending" });
    await staff.post(`/orders/${order.id}/refunds`, { amount: usd(300), reason: "Sorry." });
    const made = (await ground.payments.books()).refunds.at(-1);

    await ground.payments.settleRefund(made?.id ?? "", succeed);

    await worked(async () => expect((await stepsOf(ground, order)).slice(2)).toEqual(steps));
    expect((await orderOf(ground, order)).status).toBe(status);
    expect(await toldOf(ground, order)).toEqual(["order.paid", "order.refunded"]);
  });

  test("that came back after it had been made: the books say so", async () => {
    const order = await aPaidOrder(ground);
    await staff.post(`/orders/${order.id}/refunds`, { reason: "Sorry." });
    const made = (await ground.payments.books()).refunds.at(-1);

    await ground.payments.settleRefund(made?.id ?? "", false);

    await worked(async () =>
      expect(await orderOf(ground, order)).toMatchObject({ status: "paid", refunded: usd(0) }),
    );
    expect(await gatewayBooksOf(ground, order)).toMatchObject({ refunded: 0 });
  });
});

test.each([
  [true, "dispute-won"],
  [false, "dispute-lost"],
])("a dispute is told in the timeline, as it opens and as it ends (%s)", async (won, end) => {
  const order = await aPaidOrder(ground);
  const dispute = await ground.payments.dispute(await intentOf(order));
  await worked(async () => expect(await stepsOf(ground, order)).toContain("payment-disputed"));

  await ground.payments.closeDispute(dispute, won);

  await worked(async () => expect(await stepsOf(ground, order)).toContain(end));
  expect(await stepsOf(ground, order)).toEqual(["placed", "paid", "payment-disputed", end]);
});

describe("an event", () => {
  const ours = () => anEvent("payment_intent.succeeded", { object: "payment_intent", id: "pi_none" });

  test("of what is not ours, or is nothing to us, is taken and forgotten", async () => {
    const order = await aPaidOrder(ground);
    await eventually(async () => expect(await checkPayments(ground.deps)).toBe(0));

    const answers = [
      await send(ours()),
      await send(anEvent("charge.refunded", { object: "charge", payment_intent: "pi_other" })),
      await send(anEvent("payment_intent.succeeded", { metadata: { orderId: "of-another-shop" } })),
      await send(anEvent("payment_intent.succeeded", { metadata: { orderId: randomUUID() } })),
      await send(anEvent("customer.created", { object: "customer", id: "cus_1" })),
      await send(anEvent("charge.captured", { metadata: { orderId: order.id } })),
    ];

    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      Array(6).fill([200, { received: true }]),
    );
    expect(await checkPayments(ground.deps)).toBe(0);
  });

  test.each<[string, () => ReturnType<typeof send>]>([
    ["signed with another secret", () => send(ours(), { secret: "whsec_other" })],
    ["older than 5 minutes", () => send(ours(), { ageSeconds: 301 })],
    ["that is no JSON", () => send("nonsense")],
    ["without a signature", () => ground.app.post(path).send(ours())],
    ["without anything", () => ground.app.post(path)],
    [
      "whose signature is nonsense",
      () => ground.app.post(path).set("stripe-signature", "t=1,v1=0").send(ours()),
    ],
    [
      "that was changed on its way",
      () => {
        const payload = JSON.stringify(ours());
        const secret = ground.payments.webhookSecret;
        const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret });
        return ground.app
          .post(path)
          .set({ "content-type": "application/json", "stripe-signature": signature })
          .send(payload.replace("succeeded", "processing"));
      },
    ],
  ])("%s is refused", async (_what, sent) => {
    const answer = await sent();

    expect([answer.status, codeOf(answer)]).toEqual([400, "webhook-refused"]);
  });

  test("that is too large to be one is refused", async () => {
    const { status } = await send(anEvent("payment_intent.succeeded", { padding: "x".repeat(600_000) }));

    expect(status).toBe(413);
  });
});
