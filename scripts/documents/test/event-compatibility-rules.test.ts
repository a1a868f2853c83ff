import { eventFaults } from "../event-compatibility-rules";
import { eventJsonSchemas, type JsonSchema } from "../event-json-schemas";

const event = (data: JsonSchema): Record<string, JsonSchema> => ({
  "order.paid": { type: "object", properties: { data }, required: ["data"] },
});

const released = event({
  type: "object",
  properties: {
    orderId: { type: "string", format: "uuid" },
    customerId: { anyOf: [{ type: "string" }, { type: "null" }] },
    note: { type: "string" },
    lines: { type: "array", items: { type: "object", properties: { sku: { type: "string" } } } },
    channel: { type: "string", enum: ["web", "phone"] },
  },
  required: ["orderId", "customerId", "lines"],
});

/** The released event with its data changed. */
function changed(change: (fields: Record<string, JsonSchema>, data: JsonSchema) => void) {
  const now = structuredClone(released);
  const data = now["order.paid"]?.properties?.data ?? {};
  change(data.properties ?? {}, data);
  return now;
}

test("what is as it was released harms nobody", () => {
  expect(eventFaults(released, structuredClone(released))).toEqual([]);
  expect(eventFaults(eventJsonSchemas(), eventJsonSchemas())).toEqual([]);
});

test.each<[string, Record<string, JsonSchema>]>([
  ["an event", { ...released, "order.shipped": { type: "object" } }],
  [
    "a field",
    changed((fields) => {
      fields.gift = { type: "boolean" };
    }),
  ],
  [
    "a field within a list",
    changed((fields) => {
      fields.lines = {
        type: "array",
        items: { type: "object", properties: { sku: { type: "string" }, name: { type: "string" } } },
      };
    }),
  ],
  ["the certainty that a field is there", changed((_, data) => data.required?.push("note"))],
  [
    "the certainty that a field is never null",
    changed((fields) => {
      fields.customerId = { type: "string" };
    }),
  ],
])("%s may be added", (_, now) => {
  expect(eventFaults(released, now)).toEqual([]);
});

test.each<[string, Record<string, JsonSchema>, string]>([
  ["an event that is gone", {}, "order.paid: the event is gone, and somebody may wait for it."],
  [
    "a field that is gone",
    changed((fields) => {
      delete fields.note;
    }),
    "order.paid.data.note: the field is gone.",
  ],
  [
    "a field that is gone within a list",
    changed((fields) => {
      fields.lines = { type: "array", items: { type: "object", properties: {} } };
    }),
    "order.paid.data.lines[].sku: the field is gone.",
  ],
  [
    "a field of another type",
    changed((fields) => {
      fields.note = { type: "number" };
    }),
    "order.paid.data.note: was string, and may now be number.",
  ],
  [
    "a field of another form",
    changed((fields) => {
      fields.orderId = { type: "string" };
    }),
    "order.paid.data.orderId: was string (uuid), and may now be string.",
  ],
  [
    "a field that may now be null",
    changed((fields) => {
      fields.note = { anyOf: [{ type: "string" }, { type: "null" }] };
    }),
    "order.paid.data.note: was string, and may now be null.",
  ],
  [
    "a field that may now be missing",
    changed((_, data) => {
      data.required = ["customerId", "lines"];
    }),
    "order.paid.data.orderId: may now be missing.",
  ],
  [
    "a value that was never there",
    changed((fields) => {
      fields.channel = { type: "string", enum: ["web", "phone", "fax"] };
    }),
    'order.paid.data.channel: was "web" or "phone", and may now be "fax".',
  ],
])("%s breaks those who wait for it", (_, now, fault) => {
  expect(eventFaults(released, now)).toEqual([fault]);
});
