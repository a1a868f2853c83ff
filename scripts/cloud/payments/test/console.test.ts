import { type Payments, startPayments } from "../payments";
import { anIntent, type Call, callsTo, control, type Json } from "./call-payments";

let payments: Payments;
let call: Call;

beforeAll(async () => {
  payments = await startPayments({ webhookSecret: "whsec_test" });
  call = callsTo(payments.url);
});
afterAll(() => payments.stop());

describe("the page", () => {
  it("shows the books and completes a 3-D Secure step", async () => {
    const params = {
      ...anIntent(),
      payment_method: "pm_card_authenticationRequired",
      "metadata[orderId]": "<b>order</b>",
    };
    const { body: intent } = await call("POST", "/v1/payment_intents", params);
    const page = await (await fetch(`${payments.url}/_stand-in/`)).text();

    const approved = await fetch(`${payments.url}/_stand-in/intents/${String(intent.id)}/complete-action`, {
      method: "POST",
      headers: { "x-forwarded-prefix": "/console/payments" },
      body: new URLSearchParams({ succeed: "true" }),
      redirect: "manual",
    });

    expect(page).toContain(`action="/_stand-in/intents/${String(intent.id)}/complete-action"`);
    expect(page).toContain("&#60;b&#62;order");
    expect(approved.headers.get("location")).toBe("/console/payments/");
    const { body: after } = await call("GET", `/v1/payment_intents/${String(intent.id)}`);
    expect(after).toMatchObject({ status: "requires_capture", next_action: null });
  });

  it("adds up what was authorised, captured and refunded", async () => {
    const alone = await startPayments({ webhookSecret: "whsec_test" });
    const ask = callsTo(alone.url);
    await ask("POST", "/v1/payment_intents", anIntent());
    await ask("POST", "/v1/payment_intents", { ...anIntent(), payment_method: "pm_card_chargeDeclined" });
    const { body: taken } = await ask("POST", "/v1/payment_intents", anIntent());
    await ask("POST", `/v1/payment_intents/${String(taken.id)}/capture`, { amount_to_capture: "1500" });
    await ask("POST", "/v1/refunds", { payment_intent: String(taken.id), amount: "400" });

    const books = (await (await fetch(`${alone.url}/_stand-in/books`)).json()) as Json;
    await alone.stop();

    expect(books.totals).toEqual({ usd: { authorised: 2_000, captured: 1_500, refunded: 400 } });
  });

  it.each([
    ["no such fault", "/faults", { kind: "earthquake" }],
    ["no answer of the customer", "/intents/pi_1/complete-action", {}],
  ])("refuses %s", async (_what, path, body) => {
    const answer = await control(payments.url, path, body);

    expect(answer.status).toBe(400);
  });
});
