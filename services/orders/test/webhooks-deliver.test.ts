import { createHmac } from "node:crypto";
import { eventually } from "@shopeasy/testing/eventually";
import { claimDeliveries } from "../src/webhooks/claim-deliveries";
import { startCourier } from "../src/webhooks/courier";
import { forgetDeliveries } from "../src/webhooks/forget-deliveries";
import { planDeliveries } from "../src/webhooks/plan-deliveries";
import { sendDelivery } from "../src/webhooks/send-delivery";
import { startWebhooks } from "../src/webhooks/webhook-work";
import {
  aCancelledOrder,
  aLowStock,
  type Receiver,
  startWebhooksGround,
  untilAll,
  type WebhooksGround,
} from "./webhooks-ground";

let ground: WebhooksGround;
beforeAll(async () => {
  ground = await startWebhooksGround({ allowPrivate: true });
}, 60_000);
afterAll(() => ground?.stop(), 30_000);

const running: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
  await ground.sql`delete from webhooks`;
});

/** The worker's part, from the queue on; each with what is its own, as two tasks have. */
const startWorker = async () => running.push(startWebhooks(ground.otherDeps(), await ground.aQueue()));
const startSending = () => running.push(startCourier(ground.otherDeps(), { pollMs: 50 }));

/** So many events, taken down for all that want them. */
async function planned(count: number) {
  const events = Array.from({ length: count }, aCancelledOrder);
  for (const event of events) await planDeliveries(ground.deps, event);
  return events;
}

/** Each signature, as a receiver checks it that knows this secret. */
function isSignedBy(secret: string, { headers, body }: Receiver["got"][number]): boolean {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const right = `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
  return String(headers["webhook-signature"]).split(" ").includes(right);
}

const idsOf = (receiver: Receiver) => receiver.got.map(({ headers }) => headers["webhook-id"]);
const sorted = (ids: readonly unknown[]) => [...ids].sort();

test("an event on the topic reaches every webhook that wants it, signed, and no other", async () => {
  const [one, other] = [await ground.aReceiver(), await ground.aReceiver()];
  const { id, secret } = await ground.aWebhook(one.url);
  await ground.aWebhook(other.url, ["stock.low"]);
  const event = aCancelledOrder();

  await startWorker();
  await ground.publish(event);
  const [delivery] = await untilAll(ground, id, 1, "delivered");

  const [got] = one.got;
  expect(delivery).toMatchObject({ eventId: event.id, type: "order.cancelled", nextAttemptAt: null });
  expect(delivery?.attempts).toMatchObject([{ status: 200, error: null }]);
  expect(got && isSignedBy(secret, got)).toBe(true);
  expect(got?.headers).toMatchObject({
    "webhook-id": event.id,
    "content-type": "application/json; charset=utf-8",
  });
  expect(JSON.parse(got?.body ?? "")).toEqual({
    type: event.type,
    timestamp: event.occurredAt,
    id: event.id,
    version: 1,
    aggregateId: event.aggregateId,
    aggregateVersion: 3,
    data: event.data,
  });
  expect(other.got).toEqual([]);
});

test("a receiver that fails for a while gets every event in the end, signed", async () => {
  const receiver = await ground.aReceiver(() => ({ status: 503, body: "We are moving house" }));
  const { id, secret } = await ground.aWebhook(receiver.url);
  const events = Array.from({ length: 12 }, aCancelledOrder);

  await startWorker();
  await ground.publish(...events);
  const waiting = await untilAll(ground, id, 12, "waiting", 1);
  await ground.makeAllDue();
  await untilAll(ground, id, 12, "waiting", 2);
  const { body: failing } = await ground.call("get", `/webhooks/${id}`);
  receiver.answers(() => ({ status: 200 }));
  receiver.got.length = 0;
  await ground.makeAllDue();
  const delivered = await untilAll(ground, id, 12, "delivered", 3);
  const { body: well } = await ground.call("get", `/webhooks/${id}`);

  expect(waiting[0]?.attempts[0]).toMatchObject({ status: 503, response: "We are moving house" });
  expect(sorted(idsOf(receiver))).toEqual(sorted(events.map((event) => event.id)));
  expect(receiver.got.every((got) => isSignedBy(secret, got))).toBe(true);
  expect(delivered.every(({ nextAttemptAt }) => nextAttemptAt === null)).toBe(true);
  expect([failing.failingSince, well.failingSince]).toEqual([expect.any(String), null]);
});

test("an event that the queue brings twice is sent once", async () => {
  const receiver = await ground.aReceiver();
  const { id } = await ground.aWebhook(receiver.url);
  const event = aCancelledOrder();

  const counts = await Promise.all([1, 2, 3].map(() => planDeliveries(ground.deps, event)));

  expect(sorted(counts)).toEqual([0, 0, 1]);
  expect(await ground.deliveriesOf(id)).toHaveLength(1);
});

test("events of several types that come together reach those alone who want their type", async () => {
  const [one, other] = [await ground.aReceiver(), await ground.aReceiver()];
  const cancellations = await ground.aWebhook(one.url, ["order.cancelled"]);
  const shortages = await ground.aWebhook(other.url, ["stock.low"]);
  const events = [aCancelledOrder(), aLowStock()];

  const counts = await Promise.all(events.map((event) => planDeliveries(ground.deps, event)));

  expect(counts).toEqual([1, 1]);
  expect(await ground.deliveriesOf(cancellations.id)).toMatchObject([{ type: "order.cancelled" }]);
  expect(await ground.deliveriesOf(shortages.id)).toMatchObject([{ type: "stock.low" }]);
});

test("two workers send each delivery once", async () => {
  const receiver = await ground.aReceiver();
  const { id } = await ground.aWebhook(receiver.url);
  const events = await planned(40);

  startSending();
  startSending();
  await untilAll(ground, id, 40, "delivered", 1);

  expect(sorted(idsOf(receiver))).toEqual(sorted(events.map((event) => event.id)));
});

test("a slow receiver has five on their way at most, and holds up no other", async () => {
  const release = Promise.withResolvers<void>();
  const slow = await ground.aReceiver(async () => {
    await release.promise;
    return { status: 200 } as never;
  });
  const quick = await ground.aReceiver();
  const slowOne = await ground.aWebhook(slow.url);
  const quickOne = await ground.aWebhook(quick.url);
  await planned(20);

  startSending();
  await untilAll(ground, quickOne.id, 20, "delivered");
  const heldUp = slow.got.length;
  release.resolve();
  await untilAll(ground, slowOne.id, 20, "delivered");

  expect(heldUp).toBe(5);
});

test("what a worker had in hand when it died is sent by another, under the same id", async () => {
  const receiver = await ground.aReceiver();
  const { id } = await ground.aWebhook(receiver.url);
  const [event] = await planned(1);

  const claimed = await claimDeliveries(ground.deps, new Map());
  const meanwhile = await claimDeliveries(ground.deps, new Map());
  await ground.makeAllDue();
  startSending();
  await untilAll(ground, id, 1, "delivered", 1);

  expect([claimed.length, meanwhile.length]).toEqual([1, 0]);
  expect(idsOf(receiver)).toEqual([event?.id]);
});

test("one whose lease ran out while it was sent does not undo what another has made of it", async () => {
  const receiver = await ground.aReceiver();
  const { id } = await ground.aWebhook(receiver.url);
  await planned(1);
  const [claim] = await claimDeliveries(ground.deps, new Map());
  if (!claim) throw new Error("Nothing was claimed");
  receiver.answers(async () => {
    receiver.answers(() => ({ status: 200 }));
    await ground.makeAllDue();
    const [again] = await claimDeliveries(ground.deps, new Map());
    if (again) await sendDelivery(ground.deps, again);
    return { status: 500 } as never;
  });

  const late = await sendDelivery(ground.deps, claim);

  const [delivery] = await ground.deliveriesOf(id);
  expect(late).toBeNull();
  expect(delivery).toMatchObject({ state: "delivered", nextAttemptAt: null });
  expect(delivery?.attempts.map(({ status }) => status)).toEqual([200, 500]);
});

test("after its last try a delivery has failed, and is sent once more when staff replay it", async () => {
  const receiver = await ground.aReceiver(() => ({ status: 500 }));
  const { id } = await ground.aWebhook(receiver.url);
  const [event] = await planned(1);
  startSending();
  for (let attempts = 1; attempts < 9; attempts += 1) {
    await untilAll(ground, id, 1, "waiting", attempts);
    await ground.makeAllDue();
  }
  const [failed] = await untilAll(ground, id, 1, "failed", 9);

  receiver.answers(() => ({ status: 204 }));
  const replayed = await ground.call("post", `/webhooks/${id}/deliveries/${failed?.id}/replay`).expect(202);
  await eventually(async () => {
    const [newest] = await ground.deliveriesOf(id);
    expect(newest).toMatchObject({ id: replayed.body.id, state: "delivered", replayOf: failed?.id });
  });

  expect(replayed.body).toMatchObject({ eventId: event?.id, state: "waiting", attempts: [] });
  expect(new Set(receiver.got.map(({ body }) => body)).size).toBe(1);
  expect(new Set(idsOf(receiver))).toEqual(new Set([event?.id]));
});

test("after three days of failures it is disabled, what waits is given up, and staff are told", async () => {
  const receiver = await ground.aReceiver(() => ({ status: 500 }));
  const { id } = await ground.aWebhook(receiver.url);
  await planned(3);
  await ground.sql`update webhooks set failing_since = now() - interval '3 days' where id = ${id}`;
  const [oldest] = await ground.deliveriesOf(id);
  const attempt = { at: new Date().toISOString(), durationMs: 1, status: 500, error: null, response: null };
  await ground.sql`update webhook_deliveries set attempts = ${JSON.stringify(Array(8).fill(attempt))}::text::jsonb
    where id = ${oldest?.id ?? ""}`;

  startSending();
  await untilAll(ground, id, 3, "failed");
  const { body } = await ground.call("get", `/webhooks/${id}`);
  const announced =
    await ground.sql`select payload from outbox where type = 'webhook.disabled' and aggregate_id = ${id}`;
  const before = receiver.got.length;
  const missed = await planDeliveries(ground.deps, aCancelledOrder());

  expect(body).toMatchObject({ active: false, disabledReason: "failing", disabledAt: expect.any(String) });
  expect(announced).toHaveLength(1);
  expect([missed, receiver.got.length]).toEqual([0, before]);
});

test("one that answers 410 is disabled at once", async () => {
  const receiver = await ground.aReceiver(() => ({ status: 410 }));
  const { id } = await ground.aWebhook(receiver.url);
  await planned(1);

  startSending();
  await untilAll(ground, id, 1, "failed", 1);
  const { body } = await ground.call("get", `/webhooks/${id}`);
  const on = await ground.call("patch", `/webhooks/${id}`, { active: true });

  expect(body).toMatchObject({ active: false, disabledReason: "gone" });
  expect(on.body).toMatchObject({ active: true, failingSince: null });
});

test("a redirect counts as a failure, and is not followed", async () => {
  const elsewhere = await ground.aReceiver();
  const receiver = await ground.aReceiver(() => ({ status: 308, headers: { location: elsewhere.url } }));
  const { id } = await ground.aWebhook(receiver.url);
  await planned(1);

  startSending();
  const [delivery] = await untilAll(ground, id, 1, "waiting", 1);

  expect(delivery?.attempts[0]).toMatchObject({ status: 308, error: null });
  expect(elsewhere.got).toEqual([]);
});

test("for a day after a rotation the old secret and the new one sign, and then the new one alone", async () => {
  const receiver = await ground.aReceiver();
  const { id, secret: old } = await ground.aWebhook(receiver.url);
  const { body } = await ground.call("post", `/webhooks/${id}/secret`);
  startSending();
  await planned(1);
  await untilAll(ground, id, 1, "delivered");

  await ground.sql`update webhooks set previous_secret_until = now() where id = ${id}`;
  await planned(1);
  await untilAll(ground, id, 2, "delivered");

  const signedBy = (secret: string) => receiver.got.map((got) => isSignedBy(secret, got));
  expect(signedBy(body.secret)).toEqual([true, true]);
  expect(signedBy(old)).toEqual([true, false]);
});

test("a test event is sent, and its delivery tells what came of it", async () => {
  const receiver = await ground.aReceiver(() => ({
    status: 200,
    body: `ok\u0000 ada@example.com ${"x".repeat(5_000)}`,
  }));
  const { id, secret } = await ground.aWebhook(receiver.url);
  startSending();

  const sent = await ground.call("post", `/webhooks/${id}/test`).expect(202);
  const [delivery] = await untilAll(ground, id, 1, "delivered");

  const [got] = receiver.got;
  expect(got && isSignedBy(secret, got)).toBe(true);
  expect(JSON.parse(got?.body ?? "")).toMatchObject({ type: "webhook.test", data: { webhookId: id } });
  expect(delivery).toMatchObject({ id: sent.body.id, type: "webhook.test" });
  expect(delivery?.attempts[0]?.response).toMatch(/^ok {2}\[email\] x+$/);
  expect(delivery?.attempts[0]?.response).toHaveLength(1_000);
});

test("the log is walked by its cursor, newest first, and by how deliveries stand", async () => {
  const receiver = await ground.aReceiver();
  const { id } = await ground.aWebhook(receiver.url);
  const events = await planned(5);
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query: string = `limit=2${cursor && `&cursor=${cursor}`}`;
    const { body } = await ground.call("get", `/webhooks/${id}/deliveries?${query}`).expect(200);
    seen.push(...body.items.map(({ eventId }: { eventId: string }) => eventId));
    cursor = body.nextCursor;
  }
  const { body: delivered } = await ground.call("get", `/webhooks/${id}/deliveries?state=delivered`);
  const { body: one } = await ground.call("get", `/webhooks/${id}/deliveries?eventId=${seen[0]}`);

  expect(seen).toEqual(events.map((event) => event.id).reverse());
  expect([delivered.items.length, one.items.length]).toEqual([0, 1]);
  await ground.call("get", `/webhooks/${id}/deliveries?state=lost`).expect(400);
  await ground.call("get", `/webhooks/${id}/deliveries?cursor=nonsense`).expect(400);
});

test("the log forgets what is over after 30 days", async () => {
  const receiver = await ground.aReceiver();
  const { id } = await ground.aWebhook(receiver.url);
  await planned(2);
  startSending();
  await untilAll(ground, id, 2, "delivered");
  const [kept] = await ground.deliveriesOf(id);
  await ground.sql`update webhook_deliveries set created_at = now() - interval '31 days' where id <> ${kept?.id ?? ""}`;

  const forgotten = await forgetDeliveries(ground.deps);

  expect(forgotten).toBe(1);
  expect((await ground.deliveriesOf(id)).map((each) => each.id)).toEqual([kept?.id]);
});

test("a message that is no event for webhooks is refused, so that it ends in the dead-letter queue", async () => {
  const receiver = await ground.aReceiver();
  await ground.aWebhook(receiver.url);
  const event = aCancelledOrder();

  for (const garbage of [
    null,
    5,
    {},
    { type: "order.cancelled" },
    { ...event, type: "user.password-changed" },
  ]) {
    await expect(planDeliveries(ground.deps, garbage)).rejects.toThrow();
  }
  await expect(planDeliveries(ground.deps, { ...event, news: 1 })).resolves.toBe(1);
});

test("operators see how attempts end, and how long the oldest delivery that is due has waited", async () => {
  const receiver = await ground.aReceiver();
  const { id } = await ground.aWebhook(receiver.url);
  await planned(1);
  await ground.sql`update webhook_deliveries set due_at = now() - interval '1 hour'`;
  const deps = ground.otherDeps();
  const claims = await claimDeliveries({ database: deps.database }, new Map([[id, 5]]));
  running.push(startCourier(deps));

  await untilAll(ground, id, 1, "delivered");

  const metrics = await eventually(async () => {
    const text = await deps.metrics.render();
    expect(text).toMatch(/webhook_attempts_total\{.*outcome="delivered".*\} 1/);
    return text;
  });
  expect(claims).toEqual([]);
  expect(metrics).toMatch(/webhook_oldest_due_seconds\{.*\} 0/);
});
