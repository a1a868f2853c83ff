import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { PaymentAttempt, PaymentGateway } from "../src/payments/payment-gateway";
import { anAttempt, eventually, intentOf, type StandIn, startStandIn } from "./payment-gateway-stand-in";

let payments: StandIn;
let gateway: PaymentGateway;

beforeAll(async () => {
  payments = await startStandIn();
  gateway = payments.gateway();
});
afterEach(() => payments.resetFaults());
afterAll(() => payments.stop());

describe("authorising a payment", () => {
  it.each([
    ["pm_card_visa", { brand: "visa", last4: "4242" }],
    ["pm_card_mastercard", { brand: "mastercard", last4: "4444" }],
  ])("holds the money of %s and shows its brand and last digits", async (paymentMethod, card) => {
    const attempt = anAttempt({ paymentMethod });

    const outcome = await gateway.authorise(attempt);

    expect(outcome).toEqual({ outcome: "authorised", intentId: expect.stringMatching(/^pi_/), card });
    const [charge, ...others] = await payments.chargesOf(attempt);
    expect(charge).toMatchObject({ paid: true, amount_captured: 0 });
    expect(others).toEqual([]);
  });

  it.each([
    ["pm_card_chargeDeclined", "generic_decline"],
    ["pm_card_visa_chargeDeclined", "generic_decline"],
    ["pm_card_chargeDeclinedInsufficientFunds", "insufficient_funds"],
    ["pm_card_visa_chargeDeclinedInsufficientFunds", "insufficient_funds"],
    ["pm_card_chargeDeclinedExpiredCard", "expired_card"],
  ])("tells that %s was declined, and why", async (paymentMethod, declineCode) => {
    const outcome = await gateway.authorise(anAttempt({ paymentMethod }));

    expect(outcome).toEqual({ outcome: "declined", intentId: expect.stringMatching(/^pi_/), declineCode });
  });

  it.each([
    ["a token nobody issued", anAttempt({ paymentMethod: "pm_card_nobody" }), "resource_missing"],
    [
      "an amount too small to charge",
      anAttempt({ amount: { amount: 10, currency: "USD" } }),
      "amount_too_small",
    ],
    [
      "an amount too large to charge",
      anAttempt({ amount: { amount: 100_000_000, currency: "USD" } }),
      "amount_too_large",
    ],
  ])("declines %s without an intent", async (_what, attempt, declineCode) => {
    const outcome = await gateway.authorise(attempt);

    expect(outcome).toEqual({ outcome: "declined", intentId: null, declineCode });
  });

  it("asks for the customer where the card wants 3-D Secure, and is authorised once she approves", async () => {
    const attempt = anAttempt({ paymentMethod: "pm_card_authenticationRequired" });

    const asked = await gateway.authorise(attempt);
    await payments.completeAction(intentOf(asked), true);
    const approved = await gateway.findIntent({ intentId: intentOf(asked) });

    expect(asked).toMatchObject({
      outcome: "requires-action",
      clientSecret: expect.stringMatching(/_secret_/),
    });
    expect(approved).toMatchObject({ outcome: "authorised", card: { brand: "visa", last4: "3155" } });
  });

  it("is declined when 3-D Secure fails", async () => {
    const asked = await gateway.authorise(anAttempt({ paymentMethod: "pm_card_authenticationRequired" }));

    await payments.completeAction(intentOf(asked), false);

    const failed = await gateway.findIntent({ intentId: intentOf(asked) });
    expect(failed).toMatchObject({
      outcome: "declined",
      declineCode: "payment_intent_authentication_failure",
    });
  });

  it("charges once, however many tasks ask at the same time", async () => {
    const attempt = anAttempt();
    await payments.fault({ kind: "delay", ms: 150 });

    const outcomes = await Promise.all(Array.from({ length: 20 }, () => gateway.authorise(attempt)));

    expect(new Set(outcomes.map(intentOf)).size).toBe(1);
    expect(outcomes.every(({ outcome }) => outcome === "authorised")).toBe(true);
    expect(await payments.chargesOf(attempt)).toHaveLength(1);
  });

  it("does not take another amount's authorisation for its own", async () => {
    const attempt = anAttempt();
    await gateway.authorise(attempt);

    const other = await gateway.authorise({ ...attempt, amount: { amount: 9_999, currency: "USD" } });

    expect(other).toEqual({ outcome: "unknown", reason: "key-used-otherwise" });
    expect(await payments.chargesOf(attempt)).toHaveLength(1);
  });
});

describe("a gateway that misbehaves", () => {
  it.each([
    ["hangs before it charges", "timeout-before", 0],
    ["hangs after it charged", "timeout-after", 1],
    ["cuts the line before it charges", "reset-before", 0],
    ["cuts the line after it charged", "reset-after", 1],
    ["is unavailable", "unavailable", 0],
  ])(
    "leaves it unknown when it %s; asked later, it has charged once",
    async (_how, kind, chargesMeanwhile) => {
      const attempt = anAttempt({ deadlineMs: 700 });
      await payments.fault({ kind, count: null });

      const outcome = await gateway.authorise(attempt);
      const meanwhile = await payments.chargesOf(attempt);
      await payments.resetFaults();
      const found = await find(attempt);

      expect(outcome).toMatchObject({ outcome: "unknown" });
      expect(meanwhile).toHaveLength(chargesMeanwhile);
      expect(found).toMatchObject({ outcome: "authorised", card: { last4: "4242" } });
      expect(await payments.chargesOf(attempt)).toHaveLength(1);
    },
  );

  it("asks again for an answer that was lost, within the deadline", async () => {
    const attempt = anAttempt({ deadlineMs: 3_000 });
    await payments.fault({ kind: "timeout-after" });

    const outcome = await gateway.authorise(attempt);

    expect(outcome).toMatchObject({ outcome: "authorised" });
    expect(await payments.chargesOf(attempt)).toHaveLength(1);
  });

  it.each([[undefined], ["search-stale"]])(
    "finds a charge behind an error that the key keeps repeating (%s)",
    async (alsoKind) => {
      const attempt = anAttempt();
      await payments.fault({ kind: "error-after" });
      if (alsoKind) await payments.fault({ kind: alsoKind, count: null });

      const outcome = await gateway.authorise(attempt);
      const found = await find(attempt);

      expect(outcome).toEqual({ outcome: "unknown", reason: "gateway-error-500" });
      expect(found).toMatchObject({ outcome: "authorised", card: { last4: "4242" } });
      expect(await payments.chargesOf(attempt)).toHaveLength(1);
    },
  );

  it("knows that nothing was charged behind an error that the key keeps repeating", async () => {
    const attempt = anAttempt();
    await payments.fault({ kind: "error-before" });

    const outcome = await gateway.authorise(attempt);
    const found = await find(attempt);

    expect(outcome).toMatchObject({ outcome: "unknown" });
    expect(found).toEqual({ outcome: "none" });
    expect(await payments.chargesOf(attempt)).toEqual([]);
  });

  it("says by the deadline that it does not know", async () => {
    const attempt = anAttempt({ deadlineMs: 400 });
    await payments.fault({ kind: "timeout-before", count: null });
    const start = performance.now();

    await gateway.authorise(attempt);

    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it("is unavailable, and nothing is charged, where nobody listens", async () => {
    const attempt = anAttempt({ deadlineMs: 400 });
    await payments.fault({ kind: "refuse", ms: 600 });
    const away = payments.gateway();

    const refused = await away.authorise(attempt);
    const back = await away.authorise({ ...attempt, deadlineMs: 5_000 });

    expect(refused).toEqual({ outcome: "unavailable", reason: expect.any(String) });
    expect(back).toMatchObject({ outcome: "authorised" });
    expect(await payments.chargesOf(attempt)).toHaveLength(1);
  });

  it("is unknown, not unavailable, if it took the request and only then went away", async () => {
    const vanishing = createServer((socket) => {
      socket.once("data", () => {
        vanishing.close();
        socket.resetAndDestroy();
      });
    });
    await new Promise<void>((listening) => vanishing.listen(0, "127.0.0.1", listening));
    const { port } = vanishing.address() as { port: number };

    const outcome = await payments
      .gateway({ apiBase: `http://127.0.0.1:${port}` })
      .authorise(anAttempt({ deadlineMs: 1_500 }));

    expect(outcome).toMatchObject({ outcome: "unknown" });
  });

  it("is unknown, not unavailable, if it took the request and then only talked on; and leaves nothing open", async () => {
    const talks = [
      { first: "HTTP/1.1 100 Continue\r\n\r\n", later: "" },
      { first: "HTTP/1.1 102 Processing\r\n\r\n", later: "HTTP/1.1 102 Processing\r\n\r\n" },
      { first: "HTTP/1.1 200 OK\r\n", later: "x" },
      { first: "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", later: "x" },
    ];
    const talkers = await Promise.all(talks.map(startTalker));
    const gateways = talkers.map(({ apiBase }) => payments.gateway({ apiBase }));

    const outcomes = await Promise.all(
      gateways.map((asked) => asked.authorise(anAttempt({ deadlineMs: 900 }))),
    );
    await Promise.all(gateways.map((asked) => asked.close()));
    for (const { stop } of talkers) stop();

    expect(outcomes).toEqual(talks.map(() => ({ outcome: "unknown", reason: "timed-out" })));
  });

  it("is unavailable to a key that it does not know", async () => {
    const outcome = await payments.gateway({ secretKey: "pk_not_secret" }).authorise(anAttempt());

    expect(outcome).toEqual({ outcome: "unavailable", reason: "not-authenticated" });
  });

  it("is left alone for a while after several failures, and asked again after it", async () => {
    const careful = payments.gateway({ circuit: { failures: 2, openMs: 300 } });
    await payments.fault({ kind: "error-before", count: 2 });
    await careful.authorise(anAttempt());
    await careful.authorise(anAttempt());
    const attempt = anAttempt();

    const spared = await careful.authorise(attempt);
    const later = await eventually(
      () => careful.authorise(attempt),
      ({ outcome }) => outcome !== "unavailable",
    );

    expect(spared).toEqual({ outcome: "unavailable", reason: "circuit-open" });
    expect(later).toMatchObject({ outcome: "authorised" });
  });
});

describe("finding out what became of a payment", () => {
  it("tells the present, where the key would repeat the past", async () => {
    const captured = anAttempt();
    const voided = anAttempt();
    await gateway.capture({ ...captured, intentId: intentOf(await gateway.authorise(captured)) });
    await gateway.void({ ...voided, intentId: intentOf(await gateway.authorise(voided)) });

    const [first, second] = await Promise.all([find(captured), find(voided)]);

    expect(first).toMatchObject({ outcome: "captured", amount: captured.amount });
    expect(second).toMatchObject({ outcome: "voided" });
  });

  it("tells of a decline again", async () => {
    const attempt = anAttempt({ paymentMethod: "pm_card_chargeDeclined" });
    const declined = await gateway.authorise(attempt);

    const found = await find(attempt);

    expect(found).toEqual(declined);
  });

  it("only looks, and does not ask again, once the key may be forgotten", async () => {
    const nextDay = payments.gateway({ now: () => new Date(Date.now() + 25 * 3_600_000) });
    const [made, neverMade] = [anAttempt(), anAttempt()];
    await gateway.authorise(made);

    const found = await nextDay.findIntent({ attempt: made, attemptedAt: new Date() });
    const notFound = await nextDay.findIntent({ attempt: neverMade, attemptedAt: new Date() });

    expect(found).toMatchObject({ outcome: "authorised" });
    expect(notFound).toEqual({ outcome: "none" });
    expect(await payments.chargesOf(neverMade)).toEqual([]);
  });

  it("does not know while the gateway is away", async () => {
    const nobody = payments.gateway({ apiBase: "http://127.0.0.1:1" });

    const found = await nobody.findIntent({ intentId: "pi_1", deadlineMs: 300 });

    expect(found).toMatchObject({ outcome: "unknown" });
  });
});

/** Takes in whatever is asked, and says something each 400 ms for as long as it is listened to. */
async function startTalker({ first, later }: { first: string; later: string }) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    socket.once("data", () => {
      let next = first;
      const heart = setInterval(() => {
        socket.write(next);
        next = later;
      }, 400);
      socket.once("close", () => clearInterval(heart));
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    apiBase: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const find = ({ deadlineMs: _, ...attempt }: PaymentAttempt & { deadlineMs?: number }) =>
  gateway.findIntent({ attempt, attemptedAt: new Date() });
