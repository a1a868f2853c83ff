import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { eventually } from "@shopeasy/testing/eventually";
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
    expect(page).toContain(`<th scope="col">Made (UTC)</th>`);
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

  it("takes back what a refund that failed gave back, and tells of it", async () => {
    const intent = await aCapturedIntent();
    const refunded = await control(payments.url, `/intents/${intent}/refund`, { amount: 500 });
    const refund = (await refunded.json()) as Json;
    const made = await refundedOf(intent);

    const settled = await control(payments.url, `/refunds/${String(refund.id)}/settle`, { succeed: false });
    const again = await control(payments.url, `/refunds/${String(refund.id)}/settle`, { succeed: true });

    expect([refunded.status, settled.status, again.status]).toEqual([201, 200, 400]);
    expect([made, await refundedOf(intent)]).toEqual([500, 0]);
  });

  it("never refunds more than was taken, also by hand", async () => {
    const intent = await aCapturedIntent();
    await control(payments.url, `/intents/${intent}/refund`, { amount: 1_500 });

    const tooMuch = await control(payments.url, `/intents/${intent}/refund`, { amount: 501 });
    const rest = await control(payments.url, `/intents/${intent}/refund`, {});

    expect([tooMuch.status, rest.status, await refundedOf(intent)]).toEqual([400, 201, 2_000]);
  });

  it("opens a dispute, and decides it once", async () => {
    const intent = await aCapturedIntent();
    const dispute = (await (await control(payments.url, `/intents/${intent}/dispute`, {})).json()) as Json;
    const close = () => control(payments.url, `/disputes/${String(dispute.id)}/close`, { succeed: true });

    const answers = [await close(), await close()];

    expect(answers.map(({ status }) => status)).toEqual([200, 400]);
    const { body } = await call("GET", `/v1/disputes?payment_intent=${intent}`);
    expect(body.data).toMatchObject([{ id: dispute.id, amount: 2_000, status: "won" }]);
  });

  it.each([
    ["is open", [], 400],
    ["was lost", [false], 400],
    ["was won", [true], 200],
  ])("refunds a disputed charge as the bank has it: the dispute %s", async (_what, decisions, status) => {
    const intent = await aCapturedIntent();
    const dispute = (await (await control(payments.url, `/intents/${intent}/dispute`, {})).json()) as Json;
    for (const succeed of decisions) {
      await control(payments.url, `/disputes/${String(dispute.id)}/close`, { succeed });
    }

    const asked = await call("POST", "/v1/refunds", { payment_intent: intent, amount: "100" });
    const byHand = await control(payments.url, `/intents/${intent}/refund`, { amount: 100 });

    const isRefunded = status === 200;
    expect([asked.status, byHand.ok, await refundedOf(intent)]).toEqual([
      status,
      isRefunded,
      isRefunded ? 200 : 0,
    ]);
    const error = { type: "invalid_request_error", code: "charge_disputed", message: expect.any(String) };
    if (!isRefunded) expect(asked.body.error).toMatchObject(error);
  });

  it("sends only the events that were asked for", async () => {
    const types: string[] = [];
    const listener = createServer((request, response) => {
      void json(request).then((event) => types.push(String((event as Json).type)));
      request.once("end", () => response.end());
    }).listen(0, "127.0.0.1");
    await once(listener, "listening");
    const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
    const told = await startPayments({
      webhookSecret: "whsec_test",
      webhookUrl: url,
      webhookEvents: ["charge.refunded"],
    });
    const ask = callsTo(told.url);
    const { body } = await ask("POST", "/v1/payment_intents", { ...anIntent(), capture_method: "automatic" });

    await ask("POST", "/v1/refunds", { payment_intent: String(body.id) });
    await eventually(() => expect(types).toHaveLength(1));
    await told.stop();
    listener.close();

    expect(types).toEqual(["charge.refunded"]);
  });

  it.each([
    ["no such payment", "/intents/pi_none/refund", {}],
    ["no such refund", "/refunds/re_none/settle", { succeed: true }],
    ["no such dispute", "/disputes/du_none/close", { succeed: true }],
  ])("knows of %s", async (_what, path, body) => {
    const answer = await control(payments.url, path, body);

    expect(answer.status).toBe(404);
  });

  it.each([
    ["no such fault", "/faults", { kind: "earthquake" }],
    ["no answer of the customer", "/intents/pi_1/complete-action", {}],
    ["a refund of nothing", "/intents/pi_1/refund", { amount: 0 }],
  ])("refuses %s", async (_what, path, body) => {
    const answer = await control(payments.url, path, body);

    expect(answer.status).toBe(400);
  });
});

async function aCapturedIntent(): Promise<string> {
  const { body } = await call("POST", "/v1/payment_intents", { ...anIntent(), capture_method: "automatic" });
  return String(body.id);
}

async function refundedOf(intent: string): Promise<unknown> {
  const { body } = await call("GET", `/v1/charges?payment_intent=${intent}`);
  return (body.data as Json[])[0]?.amount_refunded;
}
