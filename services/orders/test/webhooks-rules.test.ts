import { shopEvent } from "@shopeasy/contracts/events";
import { queues } from "@shopeasy/contracts/resources";
import { newId } from "@shopeasy/platform/ids";
import fc from "fast-check";
import { judgeAttempt, type Verdict } from "../src/webhooks/delivery-rules";
import { signedHeaders } from "../src/webhooks/signature-rules";
import { webhookBody } from "../src/webhooks/webhook-body-rules";

const hours = 3_600_000;
const judged = (attempt: Partial<Parameters<typeof judgeAttempt>[0]>): Verdict =>
  judgeAttempt({ status: 500, attempts: 1, failingForMs: 0, jitter: 0.5, ...attempt });

test("the signature is the Standard Webhooks scheme's: its published example comes out", () => {
  const headers = signedHeaders({
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    at: new Date(1_614_265_330_000),
    body: '{"test": 2432232314}',
    secrets: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
  });

  expect(headers).toEqual({
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

test("two secrets sign side by side, the newest first", () => {
  const signed = { id: "one", at: new Date(0), body: "{}" };
  const [one, other] = ["whsec_b25l", "whsec_b3RoZXI="];

  const both = signedHeaders({ ...signed, secrets: [one, other] })["webhook-signature"];

  const alone = [one, other].map(
    (secret) => signedHeaders({ ...signed, secrets: [secret] })["webhook-signature"],
  );
  expect(both).toBe(alone.join(" "));
});

test.each([[200], [201], [204], [299]])("%d is delivered", (status) => {
  expect(judged({ status })).toEqual({ state: "delivered" });
});

test.each([[100], [301], [302], [307], [400], [404], [429], [500], [503], [null]])(
  "%s is tried again",
  (status) => {
    expect(judged({ status }).state).toBe("waiting");
  },
);

test("a receiver that is gone is given up at once, and disabled", () => {
  expect(judged({ status: 410 })).toEqual({ state: "failed", disables: "gone" });
});

test("a delivery is tried nine times in 24 hours, each wait longer than the one before", () => {
  const verdicts = Array.from({ length: 9 }, (_, index) => judged({ attempts: index + 1 }));

  const waits = verdicts.flatMap((verdict) => (verdict.state === "waiting" ? [verdict.inMs] : []));
  const total = waits.reduce((sum, wait) => sum + wait, 0);
  expect(waits).toHaveLength(8);
  expect(waits).toEqual(waits.toSorted((one, other) => one - other));
  expect(total / hours).toBeGreaterThan(23);
  expect(total / hours).toBeLessThan(25);
  expect(verdicts.at(-1)).toEqual({ state: "failed", disables: null });
});

test("a webhook is disabled by the last failure of a delivery after three days of nothing but failures", () => {
  expect(judged({ attempts: 9, failingForMs: 72 * hours })).toEqual({ state: "failed", disables: "failing" });
  expect(judged({ attempts: 9, failingForMs: 72 * hours - 1 })).toEqual({ state: "failed", disables: null });
  expect(judged({ attempts: 8, failingForMs: 99 * hours }).state).toBe("waiting");
});

test("whatever the jitter, a wait is within a twentieth of what it should be", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (jitter) => {
      const verdict = judged({ attempts: 5, jitter });
      return verdict.state === "waiting" && Math.abs(verdict.inMs - 2 * hours) <= 0.05 * 2 * hours + 1;
    }),
  );
});

test("a receiver is told the event without the cart's id, which is a secret", () => {
  const about = { id: newId(), occurredAt: new Date(), aggregateId: newId(), aggregateVersion: 2 };
  const data = { orderId: about.aggregateId, cartId: "secret", total: { amount: 1, currency: "USD" } };
  const event = shopEvent("order.paid", about, data as never);

  const body = webhookBody(event);

  expect(JSON.parse(body)).toEqual({
    type: "order.paid",
    timestamp: event.occurredAt,
    id: event.id,
    version: 1,
    aggregateId: event.aggregateId,
    aggregateVersion: 2,
    data: { orderId: about.aggregateId, total: data.total },
  });
});

test("nothing that stands for a mailed token, or tells of webhooks themselves, can be had", () => {
  const types: readonly string[] = queues["webhooks-events"].subscribesTo;

  expect(types.filter((type) => /requested|password|webhook|stock\.changed|cart/.test(type))).toEqual([]);
});
