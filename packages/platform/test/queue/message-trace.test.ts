import { messageTrace } from "../../src/queue/message-trace";

const now = Date.parse("2026-11-21T10:00:05.000Z");
const message = {
  ...{ queue: "cart-events", id: "m-1", header: "Root=1-0-0", receiveCount: 1 },
  body: { type: "order.paid", occurredAt: "2026-11-21T10:00:00.000Z" },
  sentAt: now - 4_000,
};

test("an event tells how long it waited, first in the outbox and then in the queue", () => {
  expect(messageTrace(message, now)).toEqual({
    header: "Root=1-0-0",
    annotations: { queue: "cart-events", message_id: "m-1", event_type: "order.paid", wait_ms: 4_000 },
    waits: [
      { name: "outbox wait", from: now - 5_000, until: now - 4_000 },
      { name: "queue wait", from: now - 4_000, until: now },
    ],
  });
});

test("one that comes again tells for the how-manieth time", () => {
  expect(messageTrace({ ...message, receiveCount: 3 }, now).annotations).toMatchObject({ retries: 2 });
});

test.each([
  ["a message of another kind", { body: { rating: 5 } }, ["queue wait"]],
  ["a body that is nothing", { body: null }, ["queue wait"]],
  ["a queue that does not say when", { sentAt: Number.NaN }, []],
  ["an event whose time nobody understands", { body: { occurredAt: "yesterday" } }, ["queue wait"]],
  ["a clock that is ahead of the queue's", { sentAt: now + 50 }, ["outbox wait"]],
  ["a clock that is behind the sender's", { sentAt: now - 6_000 }, ["queue wait"]],
])("what is not known is left out: %s", (_case, fields, names) => {
  const { waits = [] } = messageTrace({ ...message, ...fields }, now);

  expect(waits.map(({ name }) => name)).toEqual(names);
});
