import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import type { PaymentGateway } from "../src/payments/payment-gateway";
import { anAttempt, eventually, intentOf, type StandIn, startStandIn } from "./payment-gateway-stand-in";

type Delivery = { body: string; signature: string };

let shop: Server;
let payments: StandIn;
let gateway: PaymentGateway;
const deliveries: Delivery[] = [];
let answers: number[] = [];

beforeAll(async () => {
  shop = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      deliveries.push({
        body: Buffer.concat(chunks).toString(),
        signature: String(request.headers["stripe-signature"]),
      });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((listening) => shop.listen(0, "127.0.0.1", listening));
  const { port } = shop.address() as AddressInfo;
  payments = await startStandIn({ webhookUrl: `http://127.0.0.1:${port}/payments/webhook` });
  gateway = payments.gateway();
});
afterEach(() => payments.resetFaults());
afterAll(async () => {
  await payments.stop();
  shop.closeAllConnections();
  await new Promise((closed) => shop.close(closed));
});

describe("the gateway's events", () => {
  it("arrive signed, and name the order and its intent", async () => {
    const attempt = anAttempt();

    const intentId = intentOf(await gateway.authorise(attempt));

    const events = await eventsOf(attempt.orderId, 3);
    expect(events.map(({ type }) => type).sort()).toEqual([
      "charge.succeeded",
      "payment_intent.amount_capturable_updated",
      "payment_intent.created",
    ]);
    expect(events[0]).toMatchObject({
      id: expect.stringMatching(/^evt_/),
      intentId,
      occurredAt: expect.any(Date),
    });
  });

  it.each([
    ["captured", ["charge.captured", "payment_intent.succeeded"]],
    ["voided", ["charge.refunded", "payment_intent.canceled"]],
    ["refunded", ["charge.captured", "charge.refunded", "payment_intent.succeeded"]],
  ])("tell of a payment that was %s", async (what, types) => {
    const attempt = anAttempt();
    const payment = { ...attempt, intentId: intentOf(await gateway.authorise(attempt)) };
    await eventsOf(attempt.orderId, 3);

    if (what === "voided") await gateway.void(payment);
    else await gateway.capture(payment);
    if (what === "refunded") await gateway.refund({ ...payment, refundId: `refund-${payment.orderId}` });

    const events = await eventsOf(attempt.orderId, 3 + types.length);
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(types));
  });

  it("tell that the customer approved, with nobody asking", async () => {
    const attempt = anAttempt({ paymentMethod: "pm_card_authenticationRequired" });
    const intentId = intentOf(await gateway.authorise(attempt));

    await payments.completeAction(intentId, true);

    const events = await eventsOf(attempt.orderId, 4);
    expect(events.map(({ type }) => type)).toContain("payment_intent.amount_capturable_updated");
  });

  it("are sent again until the shop has taken them", async () => {
    const attempt = anAttempt();
    answers = [500, 503, 302, 500];

    await gateway.authorise(attempt);

    const events = await eventsOf(attempt.orderId, 7);
    expect(new Set(events.map(({ id }) => id)).size).toBe(3);
  });

  it("come late, twice, out of order or never, where that is asked for", async () => {
    const [late, twice, disordered, lost] = [anAttempt(), anAttempt(), anAttempt(), anAttempt()];

    await payments.fault({ kind: "webhooks-late", ms: 200, count: 3 });
    const start = Date.now();
    await gateway.authorise(late);
    await eventsOf(late.orderId, 3);
    const waited = Date.now() - start;
    await payments.fault({ kind: "webhooks-twice", count: 3 });
    await gateway.authorise(twice);
    const doubled = await eventsOf(twice.orderId, 6);
    await payments.fault({ kind: "webhooks-out-of-order" });
    await gateway.authorise(disordered);
    const [first] = await eventsOf(disordered.orderId, 3);
    await payments.fault({ kind: "webhooks-lost", count: 3 });
    await gateway.authorise(lost);
    await gateway.authorise(anAttempt());

    expect(waited).toBeGreaterThanOrEqual(190);
    expect(new Set(doubled.map(({ id }) => id)).size).toBe(3);
    expect(first?.type).not.toBe("payment_intent.created");
    expect(await eventsOf(lost.orderId, 0)).toEqual([]);
  });
});

describe("an event's signature", () => {
  const payload = JSON.stringify({
    id: "evt_1",
    object: "event",
    type: "payment_intent.succeeded",
    created: 1_700_000_000,
    data: { object: { id: "pi_1", object: "payment_intent", metadata: { orderId: "an-order" } } },
  });

  it("is good for what it signs", () => {
    const outcome = gateway.constructWebhookEvent(Buffer.from(payload), signed(payload));

    expect(outcome).toEqual({
      outcome: "accepted",
      event: {
        id: "evt_1",
        type: "payment_intent.succeeded",
        about: "payment",
        occurredAt: new Date(1_700_000_000_000),
        intentId: "pi_1",
        orderId: "an-order",
      },
    });
  });

  it.each([
    ["made with another secret", payload, () => signed(payload, { secret: "whsec_other" })],
    ["of another body", payload.replace("pi_1", "pi_2"), () => signed(payload)],
    ["older than five minutes", payload, () => signed(payload, { ageSeconds: 301 })],
    ["that is none", payload, () => undefined],
    ["that is nonsense", payload, () => "t=now,v1=0"],
    ["of what is no JSON", "no json", () => signed("no json")],
  ])("%s is refused", (_what, body, signature) => {
    const outcome = gateway.constructWebhookEvent(body, signature());

    expect(outcome).toEqual({ outcome: "refused", reason: expect.any(String) });
  });

  it("is good for almost five minutes", () => {
    const outcome = gateway.constructWebhookEvent(payload, signed(payload, { ageSeconds: 290 }));

    expect(outcome).toMatchObject({ outcome: "accepted" });
  });
});

describe("an event is about", () => {
  it.each([
    ["payment_intent.succeeded", "payment"],
    ["payment_intent.amount_capturable_updated", "payment"],
    ["payment_intent.created", "other"],
    ["charge.captured", "other"],
    ["charge.refunded", "returned"],
    ["charge.refund.updated", "returned"],
    ["refund.failed", "returned"],
    ["charge.dispute.closed", "returned"],
    ["customer.created", "other"],
  ])("%s: %s", (type, about) => {
    const payload = JSON.stringify({ id: "evt_1", object: "event", type, created: 1, data: { object: {} } });

    const outcome = gateway.constructWebhookEvent(payload, signed(payload));

    expect(outcome).toMatchObject({ event: { about, intentId: null, orderId: null } });
  });
});

function signed(payload: string, { secret = payments.webhookSecret, ageSeconds = 0 } = {}): string {
  const timestamp = Math.floor(Date.now() / 1000) - ageSeconds;
  return Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
}

/** The events of an order that arrived and were accepted, once there are so many. */
function eventsOf(orderId: string, count: number) {
  return eventually(
    () =>
      deliveries
        .map(({ body, signature }) => gateway.constructWebhookEvent(body, signature))
        .flatMap((outcome) => (outcome.outcome === "accepted" ? [outcome.event] : []))
        .filter((event) => event.orderId === orderId),
    ({ length }) => length >= count,
  );
}
