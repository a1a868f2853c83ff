import { createRequire } from "node:module";
import fc from "fast-check";
import type { Json } from "../aws-json";
import { isPlain } from "../plain-input";

const load = createRequire(__filename);
const { checkTypes } = load("dynalite/validations") as { checkTypes: (input: Json, rules: Json) => Json };
const rulesOf = (operation: string) => (load(`dynalite/validations/${operation}`) as { types: Json }).types;

const odd = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.integer(),
  fc.constantFrom(null, [], {}, { S: 1 }, { S: "a", N: "1" }, { X: "a" }, { L: {} }, { M: [] }, { SS: [1] }),
  fc.constantFrom({ B: "AAAA" }, { BOOL: "true" }, { S: null }, { L: [null] }, { M: { a: null } }),
);
const mostly = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 30, arbitrary }, { weight: 1, arbitrary: odd });
// An attribute of that name is lost on dynalite's way.
const name = fc.string().filter((text) => text !== "__proto__");
const number = fc.integer().map(String);
const { attributeValue } = fc.letrec<{ attributeValue: unknown }>((tie) => ({
  attributeValue: fc.oneof(
    { depthSize: "small" },
    mostly(fc.record({ S: fc.string() })),
    mostly(fc.record({ N: number })),
    mostly(fc.record({ BOOL: fc.boolean() })),
    mostly(fc.record({ NULL: fc.constant(true) })),
    mostly(fc.record({ SS: fc.array(fc.string()) })),
    mostly(fc.record({ NS: fc.array(number) })),
    fc.record({ L: fc.array(tie("attributeValue"), { maxLength: 4 }) }),
    fc.record({ M: fc.dictionary(name, tie("attributeValue"), { maxKeys: 4 }) }),
  ),
}));
const item = mostly(fc.dictionary(name, attributeValue, { maxKeys: 4 }));
const request = fc.record(
  {
    TableName: mostly(fc.string()),
    Item: item,
    Key: item,
    ExpressionAttributeValues: item,
    ExpressionAttributeNames: mostly(fc.dictionary(name, mostly(fc.string()))),
    ConditionExpression: mostly(fc.string()),
    ConsistentRead: mostly(fc.boolean()),
  },
  { requiredKeys: [] },
);

test.each(["putItem", "updateItem", "getItem", "query"])(
  "what is plain input for %s is taken by dynalite as it stands",
  (operation) => {
    const rules = rulesOf(operation);
    let plain = 0;

    fc.assert(
      fc.property(request, (input) => {
        const text = JSON.stringify(input);
        const given = JSON.parse(text) as Json;
        if (!isPlain(given, rules)) return;
        plain += 1;

        expect(checkTypes(JSON.parse(text) as Json, rules)).toEqual(given);
      }),
      { numRuns: 1_000, examples: [[{ TableName: "carts" }]] },
    );

    // The example at least.
    expect(plain).toBeGreaterThan(0);
  },
);

test("what services send is plain", () => {
  const key = { TableName: "carts", Key: { id: { S: "1" } } };
  const update = {
    ...key,
    UpdateExpression: "SET lines.#sku = :line ADD seen :event",
    ExpressionAttributeNames: { "#sku": "MUG-1" },
    ExpressionAttributeValues: {
      ":line": { M: { quantity: { N: "2" }, tags: { L: [{ S: "new" }, { NULL: true }] } } },
      ":event": { SS: ["cart.changed"] },
    },
    ReturnValues: "ALL_NEW",
  };

  expect(isPlain(update, rulesOf("updateItem"))).toBe(true);
  expect(isPlain({ ...key, ConsistentRead: true }, rulesOf("getItem"))).toBe(true);
});
