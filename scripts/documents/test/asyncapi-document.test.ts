import schema from "@asyncapi/specs/schemas/3.0.0-without-$id.json";
import { type EventType, eventSchemas } from "@shopeasy/contracts/events";
import { queues } from "@shopeasy/contracts/resources";
import Ajv from "ajv";
import { asyncApiDocument } from "../asyncapi-document";
import { eventJsonSchemas } from "../event-json-schemas";

const document = asyncApiDocument(eventJsonSchemas()) as unknown as {
  channels: Record<string, { messages: Record<string, unknown> }>;
  operations: Record<string, { messages: { $ref: string }[] }>;
  components: { messages: Record<string, { summary: string }> };
};

test("it is what AsyncAPI 3.0 takes", () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);

  validate(document);

  expect(validate.errors).toBeNull();
});

test("each event is in it once, with what it tells", () => {
  const types = Object.keys(eventSchemas) as EventType[];

  expect(Object.keys(document.components.messages)).toEqual(types);
  for (const type of types) expect(document.components.messages[type]?.summary).toMatch(/^[A-Z].*\.$/);
});

test("each queue that listens is in it with the events that it gets, and no other", () => {
  for (const [name, { subscribesTo }] of Object.entries(queues)) {
    expect(Object.keys(document.channels[name]?.messages ?? {})).toEqual(subscribesTo);
  }
});

test("every reference leads somewhere", () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path);
  const follow = (path = "") =>
    path.split("/").reduce<unknown>((found, step) => Object(found)[step] as unknown, document);

  expect(references.length).toBeGreaterThan(50);
  for (const path of references) expect([path, typeof follow(path)]).toEqual([path, "object"]);
});
