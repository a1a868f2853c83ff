import { randomUUID } from "node:crypto";
import type { PaymentGateway } from "../src/payments/payment-gateway";
import { anAttempt, intentOf, type StandIn, startStandIn } from "./payment-gateway-stand-in";

let payments: StandIn;
let gateway: PaymentGateway;

beforeAll(async () => {
  payments = await startStandIn();
  gateway = payments.gateway();
});
afterEach(() => payments.resetFaults());
afterAll(() => payments.stop());

describe("capturing a payment", () => {
  it("takes all of what is held", async () => {
    const payment = await authorised();

    const outcome = await gateway.capture(payment);

    const { intentId, amount } = payment;
    expect(outcome).toEqual({
      outcome: "captured",
      intentId,
      amount,
      card: { brand: "visa", last4: "4242" },
    });
    expect(await payments.chargesOf(payment)).toMatchObject([{ amount_captured: amount.amount }]);
  });

  it("takes a part, and lets the rest go", async () => {
    const payment = await authorised();

    const outcome = await gateway.capture({ ...payment, amount: { amount: 1_000, currency: "USD" } });

    expect(outcome).toMatchObject({ outcome: "captured", amount: { amount: 1_000, currency: "USD" } });
    const { intents } = await payments.books();
    expect(intents.find(({ id }) => id === payment.intentId)).toMatchObject({ amount_capturable: 0 });
  });

  it("is done already, the second time", async () => {
    const payment = await authorised();
    const first = await gateway.capture(payment);

    const [second, byAnotherOrder] = [
      await gateway.capture(payment),
      await gateway.capture({ ...payment, ...anOrder() }),
    ];

    expect(second).toEqual(first);
    expect(byAnotherOrder).toEqual(first);
  });

  it("can't be, once the money was let go", async () => {
    const payment = await authorised();
    await gateway.void(payment);

    const outcome = await gateway.capture(payment);

    expect(outcome).toEqual({ outcome: "not-capturable", intentId: payment.intentId, status: "voided" });
  });

  it("can't take more than is held", async () => {
    const payment = await authorised();

    const outcome = await gateway.capture({ ...payment, amount: { amount: 9_999, currency: "USD" } });

    expect(outcome).toMatchObject({ outcome: "not-capturable", status: "amount_too_large" });
  });

  it.each([["timeout-after"], ["reset-after"], ["timeout-before"]])(
    "is unknown where the answer is lost (%s), and takes the money once when asked again",
    async (kind) => {
      const payment = await authorised();
      await payments.fault({ kind, on: "capture", count: null });
      const lost = await gateway.capture({ ...payment, deadlineMs: 500 });
      await payments.resetFaults();

      const outcome = await gateway.capture(payment);

      expect(lost).toMatchObject({ outcome: "unknown" });
      expect(outcome).toMatchObject({ outcome: "captured", amount: payment.amount });
      expect(await payments.chargesOf(payment)).toMatchObject([{ amount_captured: payment.amount.amount }]);
    },
  );

  it.each([["error-after"], ["error-before"]])(
    "succeeds in the end, although the key keeps repeating an error (%s)",
    async (kind) => {
      const payment = await authorised();
      await payments.fault({ kind, on: "capture" });
      const broken = await gateway.capture(payment);

      const outcome = await gateway.capture(payment);

      expect(broken).toMatchObject({ outcome: "unknown" });
      expect(outcome).toMatchObject({ outcome: "captured", amount: payment.amount });
      expect(await payments.chargesOf(payment)).toMatchObject([{ amount_captured: payment.amount.amount }]);
    },
  );
});

describe("voiding a payment", () => {
  it("lets the money go, once or twice", async () => {
    const payment = await authorised();

    const outcomes = [await gateway.void(payment), await gateway.void(payment)];

    const voided = { outcome: "voided", intentId: payment.intentId };
    expect(outcomes).toEqual([voided, voided]);
    const { intents } = await payments.books();
    expect(intents.find(({ id }) => id === payment.intentId)).toMatchObject({
      status: "canceled",
      amount_capturable: 0,
    });
  });

  it("says so where the money was already taken", async () => {
    const payment = await authorised();
    await gateway.capture(payment);

    const outcome = await gateway.void(payment);

    const { intentId, amount } = payment;
    expect(outcome).toEqual({ outcome: "already-captured", intentId, amount });
  });

  it.each([["pm_card_chargeDeclined"], ["pm_card_authenticationRequired"]])(
    "ends a payment that is not made yet (%s), so that nobody can still make it",
    async (paymentMethod) => {
      const attempt = anAttempt({ paymentMethod });
      const intentId = intentOf(await gateway.authorise(attempt));

      const outcome = await gateway.void({ orderId: attempt.orderId, intentId });

      expect(outcome).toEqual({ outcome: "voided", intentId });
      expect((await payments.completeAction(intentId, true)).status).toBe(400);
    },
  );

  it("is unknown where the gateway does not answer", async () => {
    const payment = await authorised();
    await payments.fault({ kind: "timeout-after", on: "cancel", count: null });

    const outcome = await gateway.void({ ...payment, deadlineMs: 300 });

    expect(outcome).toMatchObject({ outcome: "unknown" });
  });

  it("or capturing: whichever comes first wins, and the other tells of it", async () => {
    const payment = await authorised();

    const [captured, voided] = await Promise.all([gateway.capture(payment), gateway.void(payment)]);

    const outcomes = `${captured.outcome} ${voided.outcome}`;
    expect(["captured already-captured", "not-capturable voided"]).toContain(outcomes);
  });
});

describe("refunding a payment", () => {
  it("gives back a part, and then the rest, and no more", async () => {
    const payment = await captured();

    const part = await gateway.refund(aRefund(payment.intentId, 599));
    const rest = await gateway.refund(aRefund(payment.intentId, 4_000));
    const more = await gateway.refund(aRefund(payment.intentId, 1));

    expect(part).toEqual({
      outcome: "refunded",
      gatewayRefundId: expect.stringMatching(/^re_/),
      status: "succeeded",
    });
    expect(rest).toMatchObject({ outcome: "refunded" });
    expect(more).toEqual({ outcome: "refused", code: "exceeds-payment" });
  });

  it("refuses at once what is more than was captured", async () => {
    const payment = await captured();

    const outcome = await gateway.refund(aRefund(payment.intentId, 4_600));

    expect(outcome).toEqual({ outcome: "refused", code: "exceeds-payment" });
    expect(await payments.chargesOf(payment)).toMatchObject([{ amount_refunded: 0 }]);
  });

  it("refuses what was not captured", async () => {
    const payment = await authorised();

    const outcome = await gateway.refund(aRefund(payment.intentId, 100));

    expect(outcome).toEqual({ outcome: "refused", code: "not-captured" });
  });

  it("refuses what is disputed, however often it is asked", async () => {
    const payment = await captured();
    await payments.dispute(payment.intentId);
    const refund = aRefund(payment.intentId, 100);

    const outcomes = [await gateway.refund(refund), await gateway.refund(refund)];

    expect(outcomes).toEqual(Array(2).fill({ outcome: "refused", code: "refund-failed" }));
    expect(await payments.chargesOf(payment)).toMatchObject([{ amount_refunded: 0 }]);
  });

  it("gives back once for one refund, however often it is asked", async () => {
    const payment = await captured();
    const refund = aRefund(payment.intentId, 700);

    const outcomes = await Promise.all(Array.from({ length: 10 }, () => gateway.refund(refund)));

    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(await payments.chargesOf(payment)).toMatchObject([{ amount_refunded: 700 }]);
  });

  it("tells how it is now, where the bank has decided since it was first asked for", async () => {
    const payment = await captured();
    const refund = aRefund(payment.intentId, 700);
    await payments.fault({ kind: "refund-pending" });
    const first = await gateway.refund(refund);
    const made = (await payments.books()).refunds.at(-1);
    await payments.settleRefund(made?.id ?? "", false);

    const again = await gateway.refund(refund);

    expect(first).toMatchObject({ outcome: "refunded", status: "pending" });
    expect(again).toEqual({ outcome: "refused", code: "refund-failed" });
  });

  it("never gives back more than was taken, though many ask at once", async () => {
    const payment = await captured();

    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => gateway.refund(aRefund(payment.intentId, 1_500))),
    );

    expect(outcomes.filter(({ outcome }) => outcome === "refunded")).toHaveLength(3);
    expect(await payments.chargesOf(payment)).toMatchObject([{ amount_refunded: 4_500 }]);
  });

  it.each([
    ["timeout-after", "refunded", 700],
    ["error-after", "refunded", 700],
    ["error-before", "refused", 0],
  ])(
    "is unknown where the answer is lost (%s), and settled when asked again",
    async (kind, settled, amount) => {
      const payment = await captured();
      const refund = aRefund(payment.intentId, 700);
      await payments.fault({ kind, on: "refund" });
      const lost = await gateway.refund({ ...refund, deadlineMs: 300 });

      const outcome = await gateway.refund(refund);

      expect(lost).toMatchObject({ outcome: "unknown" });
      expect(outcome).toMatchObject({ outcome: settled });
      expect(await payments.chargesOf(payment)).toMatchObject([{ amount_refunded: amount }]);
    },
  );
});

describe("a refund that was asked for more than a day ago", () => {
  const longAgo = () => new Date(Date.now() - 24 * 3_600_000);

  it("is found in the gateway's books, and not made again", async () => {
    const payment = await captured();
    const refund = aRefund(payment.intentId, 700);
    const first = await gateway.refund(refund);

    const again = await gateway.refund({ ...refund, requestedAt: longAgo() });

    expect(again).toEqual(first);
    expect(await payments.chargesOf(payment)).toMatchObject([{ amount_refunded: 700 }]);
  });

  it("is made, where it is not there", async () => {
    const payment = await captured();

    const outcome = await gateway.refund({ ...aRefund(payment.intentId, 700), requestedAt: longAgo() });

    expect(outcome).toMatchObject({ outcome: "refunded" });
    expect(await payments.chargesOf(payment)).toMatchObject([{ amount_refunded: 700 }]);
  });

  it("is unknown, while the books can't be read", async () => {
    const payment = await captured();
    await payments.fault({ kind: "error-before", on: "read", count: null });

    const outcome = await gateway.refund({ ...aRefund(payment.intentId, 700), requestedAt: longAgo() });

    expect(outcome).toMatchObject({ outcome: "unknown" });
    expect(await payments.chargesOf(payment)).toMatchObject([{ amount_refunded: 0 }]);
  });
});

describe("what went back of a payment", () => {
  it("is every refund, ours and others', however many, and every dispute", async () => {
    const payment = await captured();
    const ours = Array.from({ length: 120 }, () => aRefund(payment.intentId, 10));
    for (const refund of ours) await gateway.refund(refund);
    await payments.refundElsewhere(payment.intentId, 50);
    const dispute = await payments.dispute(payment.intentId);

    const found = await gateway.findReturned(payment);

    if (found.outcome !== "found") throw new Error(found.reason);
    expect(new Set(found.refunds.map(({ refundId }) => refundId))).toEqual(
      new Set([null, ...ours.map(({ refundId }) => refundId)]),
    );
    expect(found.refunds.find(({ refundId }) => refundId === null)).toEqual({
      gatewayRefundId: expect.stringMatching(/^re_/),
      refundId: null,
      amount: { amount: 50, currency: "USD" },
      state: "succeeded",
    });
    expect(found.disputes).toEqual([
      { id: dispute, amount: { amount: 3_349, currency: "USD" }, state: "open" },
    ]);
  });

  it.each([
    ["refund-pending", "pending"],
    ["refund-fails", "failed"],
  ])("tells of one that is not made (%s)", async (kind, state) => {
    const payment = await captured();
    await payments.fault({ kind });
    await gateway.refund(aRefund(payment.intentId, 700));

    const found = await gateway.findReturned(payment);

    expect(found).toMatchObject({ outcome: "found", refunds: [{ state }], disputes: [] });
  });

  it.each([
    [true, "won"],
    [false, "lost"],
  ])("tells how a dispute ended (%s)", async (won, state) => {
    const payment = await captured();
    await payments.closeDispute(await payments.dispute(payment.intentId), won);

    const found = await gateway.findReturned(payment);

    expect(found).toMatchObject({ disputes: [{ state }] });
  });

  it("is unknown where the gateway does not answer", async () => {
    const payment = await captured();
    await payments.fault({ kind: "timeout-before", on: "read", count: null });

    const found = await gateway.findReturned({ ...payment, deadlineMs: 300 });

    expect(found).toMatchObject({ outcome: "unknown" });
  });
});

const anOrder = () => ({ orderId: anAttempt().orderId });
const aRefund = (intentId: string, amount: number) =>
  ({ refundId: randomUUID(), intentId, amount: { amount, currency: "USD" } }) as const;

async function authorised() {
  const attempt = anAttempt();
  const intentId = intentOf(await gateway.authorise(attempt));
  return { orderId: attempt.orderId, intentId, amount: attempt.amount };
}

async function captured() {
  const payment = await authorised();
  await gateway.capture(payment);
  return payment;
}
