import { eventSchemas } from "../src/events";
import { queues, streamedEvents, tables, variableFor } from "../src/resources";

test("queues subscribe to events that exist and that the topic carries", () => {
  const subscribed = Object.values(queues).flatMap((queue) => [...queue.subscribesTo]);

  for (const type of subscribed) {
    expect(Object.keys(eventSchemas)).toContain(type);
    expect(streamedEvents).not.toContain(type);
  }
});

test("every key attribute of a table and its indexes has a declared type", () => {
  for (const table of Object.values(tables)) {
    const keys = [table.key, ...Object.values("indexes" in table ? table.indexes : {})];
    const names = keys.flatMap((key) => ("sort" in key ? [key.partition, key.sort] : [key.partition]));

    expect(Object.keys(table.attributes).sort()).toEqual([...new Set(names)].sort());
  }
});

test("a resource's variable is its name in capitals with what it is", () => {
  expect(variableFor("queue", "catalog-events")).toBe("CATALOG_EVENTS_QUEUE_URL");
  expect(variableFor("table", "feedback-outbox")).toBe("FEEDBACK_OUTBOX_TABLE");
});
