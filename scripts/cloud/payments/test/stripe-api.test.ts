import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { type Payments, startPayments } from "../payments";
import { anIntent, type Call, callsTo, control, type Json } from "./call-payments";
import * as documented from "./documented-objects";

let payments: Payments;
let call: Call;

beforeAll(async () => {
  payments = await startPayments({ webhookSecret: "whsec_test" });
  call = callsTo(payments.url);
});
afterAll(() => payments.stop());

describe("the stand-in's objects are shaped as Stripe documents them", () => {
  it("an authorised payment intent", async () => {
    const { status, body } = await call("POST", "/v1/payment_intents", anIntent());

    expect(status).toBe(200);
    expectShape(body, documented.documentedIntent);
  });

  it("its charge, alone and expanded", async () => {
    const { body } = await call("POST", "/v1/payment_intents", {
      ...anIntent(),
      "expand[0]": "latest_charge",
    });

    const expandedCharge = body.latest_charge as Json;
    const charge = (await call("GET", `/v1/charges/${String(expandedCharge.id)}`)).body;
    expectShape(charge, documented.documentedCharge);
    expect(expandedCharge).toEqual(charge);
  });

  it("a refund", async () => {
    const intent = (await call("POST", "/v1/payment_intents", { ...anIntent(), capture_method: "automatic" }))
      .body;

    const { body } = await call("POST", "/v1/refunds", { payment_intent: String(intent.id), amount: "100" });

    expectShape(body, documented.documentedRefund);
    expect((await call("GET", `/v1/refunds/${String(body.id)}`)).body).toEqual(body);
  });

  it("a test card", async () => {
    const { body } = await call("GET", "/v1/payment_methods/pm_card_mastercard");

    expectShape(body, documented.documentedPaymentMethod);
    expect(body.card).toMatchObject({ brand: "mastercard", last4: "4444" });
  });

  it("a decline", async () => {
    const params = { ...anIntent(), payment_method: "pm_card_chargeDeclinedInsufficientFunds" };

    const { status, body } = await call("POST", "/v1/payment_intents", params);

    expect(status).toBe(402);
    const error = body.error as Json;
    expectShape(error, documented.documentedDecline);
    expect(error).toMatchObject({ code: "card_declined", decline_code: "insufficient_funds" });
    expect(error.payment_intent).toMatchObject({ status: "requires_payment_method", payment_method: null });
  });

  it("an event", async () => {
    const listener = createServer(
      (request, response) => void request.once("end", () => response.end()),
    ).listen(0, "127.0.0.1");
    await once(listener, "listening");
    const webhookUrl = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
    const told = await startPayments({ webhookSecret: "whsec_test", webhookUrl });
    const arrival = once(listener, "request") as Promise<[IncomingMessage]>;

    await callsTo(told.url)("POST", "/v1/payment_intents", anIntent(), {
      "idempotency-key": "an-order:create",
    });

    const [request] = await arrival;
    const event = (await json(request)) as Json;
    await told.stop();
    listener.close();
    expectShape(event, documented.documentedEvent);
    expect(event.request).toMatchObject({ idempotency_key: "an-order:create" });
  });
});

describe("the stand-in's refusals are Stripe's", () => {
  it.each<[string, Json, object]>([
    ["no amount", { amount: undefined }, { code: "parameter_missing", param: "amount" }],
    ["an amount in words", { amount: "ten" }, { code: "parameter_invalid_integer", param: "amount" }],
    ["a parameter that does not exist", { amuont: "1" }, { code: "parameter_unknown", param: "amuont" }],
    [
      "a token nobody issued",
      { payment_method: "pm_x" },
      { code: "resource_missing", param: "payment_method" },
    ],
    ["fils that are not rounded", { currency: "kwd", amount: "5125" }, { param: "amount" }],
    [
      "a parameter that this version of the API gave up",
      { "payment_method_types[0]": "card" },
      { code: "payment_method_types_no_longer_supported" },
    ],
  ])("%s: 400", async (_what, wrong, error) => {
    const { status, body } = await call("POST", "/v1/payment_intents", { ...anIntent(), ...wrong });

    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      type: "invalid_request_error",
      message: expect.any(String),
      ...error,
    });
  });

  it.each([
    ["GET", "/v1/payment_intents/pi_none"],
    ["POST", "/v1/payment_intents/pi_none/capture"],
    ["GET", "/v1/moon"],
  ] as const)("%s %s: 404", async (method, path) => {
    const { status, body } = await call(method, path);

    expect(status).toBe(404);
    expect(body.error).toMatchObject({ type: "invalid_request_error" });
  });

  it.each([[undefined], ["Bearer pk_test_public"], ["Bearer nonsense"]])(
    "a caller without a secret key (%s): 401",
    async (authorization) => {
      const answer = await fetch(`${payments.url}/v1/payment_intents`, {
        headers: authorization ? { authorization } : {},
      });

      expect(answer.status).toBe(401);
    },
  );

  it("a step that the state does not allow: 400, with the intent", async () => {
    const { body: intent } = await call("POST", "/v1/payment_intents", anIntent());
    await call("POST", `/v1/payment_intents/${String(intent.id)}/cancel`);

    const { status, body } = await call("POST", `/v1/payment_intents/${String(intent.id)}/capture`);

    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      code: "payment_intent_unexpected_state",
      payment_intent: { status: "canceled" },
    });
  });
});

describe("an idempotency key", () => {
  it("repeats the first answer, and says so", async () => {
    const [key, params] = [{ "idempotency-key": randomUUID() }, anIntent()];

    const first = await call("POST", "/v1/payment_intents", params, key);
    const second = await call("POST", "/v1/payment_intents", params, key);

    expect(second.body).toEqual(first.body);
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(second.headers.get("idempotent-replayed")).toBe("true");
  });

  it("repeats a decline too, even when the card is good by now", async () => {
    const [key, params] = [
      { "idempotency-key": randomUUID() },
      { ...anIntent(), payment_method: "pm_card_chargeDeclined" },
    ];

    const first = await call("POST", "/v1/payment_intents", params, key);
    const second = await call("POST", "/v1/payment_intents", params, key);

    expect([first.status, second.status]).toEqual([402, 402]);
    expect(second.body).toEqual(first.body);
  });

  it("repeats the answer as it was given, whatever came after it", async () => {
    const [key, params] = [
      { "idempotency-key": randomUUID() },
      { ...anIntent(), "expand[0]": "latest_charge" },
    ];
    const first = await call("POST", "/v1/payment_intents", params, key);
    const intent = `/v1/payment_intents/${String(first.body.id)}`;
    const captured = await call("POST", `${intent}/capture`, { "expand[0]": "latest_charge" });
    const { id: charge } = captured.body.latest_charge as Json;
    const refunded = await call("POST", "/v1/refunds", { charge: String(charge), amount: "100" });

    const second = await call("POST", "/v1/payment_intents", params, key);

    expect([captured.status, refunded.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
  });

  it("is good for one request only: idempotency_error", async () => {
    const key = { "idempotency-key": randomUUID() };
    await call("POST", "/v1/payment_intents", anIntent(), key);

    const other = await call("POST", "/v1/payment_intents", { ...anIntent(), amount: "2100" }, key);

    expect(other.status).toBe(400);
    expect(other.body.error).toMatchObject({ type: "idempotency_error" });
  });

  it("keeps nothing of a request that was not understood", async () => {
    const key = { "idempotency-key": randomUUID() };
    await call("POST", "/v1/payment_intents", { ...anIntent(), amount: "ten" }, key);

    const corrected = await call("POST", "/v1/payment_intents", anIntent(), key);

    expect(corrected.status).toBe(200);
  });

  it("is in use while its first request runs: 409", async () => {
    const [key, params] = [{ "idempotency-key": randomUUID() }, anIntent()];
    await control(payments.url, "/faults", { kind: "delay", ms: 150 });

    const answers = await Promise.all([1, 2].map(() => call("POST", "/v1/payment_intents", params, key)));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body.error).toMatchObject({ code: "idempotency_key_in_use" });
  });
});

describe("lists and search", () => {
  it("give an order's intent by its metadata", async () => {
    const orderId = randomUUID();
    const { body: intent } = await call("POST", "/v1/payment_intents", {
      ...anIntent(),
      "metadata[orderId]": orderId,
    });

    const query = new URLSearchParams({
      query: `metadata['orderId']:'${orderId}' AND status:'requires_capture'`,
    });
    const { body } = await call("GET", `/v1/payment_intents/search?${query}`);

    expect(body).toMatchObject({ object: "search_result", has_more: false, data: [{ id: intent.id }] });
  });

  it("page through everything once, newest first", async () => {
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1)
      made.push(String((await call("POST", "/v1/payment_intents", anIntent())).body.id));

    const first = (await call("GET", "/v1/payment_intents?limit=3")).body.data as Json[];
    const rest = (await call("GET", `/v1/payment_intents?limit=2&starting_after=${String(first.at(-1)?.id)}`))
      .body.data as Json[];

    expect([...first, ...rest].map(({ id }) => id)).toEqual(made.reverse());
  });

  it("leave out what was made before", async () => {
    const { body } = await call(
      "GET",
      `/v1/payment_intents?created[gte]=${Math.floor(Date.now() / 1000) + 60}`,
    );

    expect(body).toMatchObject({ object: "list", data: [], has_more: false });
  });
});

/** Every documented field is there, and of the documented kind; what the example has as null may be more. */
function expectShape(actual: unknown, example: object, path = ""): void {
  for (const [field, value] of Object.entries(example)) {
    const where = `${path}.${field}`;
    const found = (actual as Json | undefined)?.[field];
    expect([where, found === undefined ? "missing" : "there"]).toEqual([where, "there"]);
    if (value === null) continue;
    expect([where, kindOf(found)]).toEqual([where, kindOf(value)]);
    if (typeof value === "object" && !Array.isArray(value)) expectShape(found, value, where);
  }
}

function kindOf(value: unknown): string {
  if (typeof value === "string") return /^(pi|ch|re|pm|evt|txn|req)_/.exec(value)?.[0] ?? "string";
  return Array.isArray(value) ? "array" : typeof value;
}
