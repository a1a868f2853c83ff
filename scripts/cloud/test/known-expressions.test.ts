import { createRequire } from "node:module";
import { rememberExpressions } from "../dynamo/known-expressions";

type Values = Record<string, object>;
interface Parser {
  parse: (text: string, options: { context: object }) => unknown;
}

const load = createRequire(__filename);
const parsers = {
  update: load("dynalite/db/updateParser") as Parser,
  condition: load("dynalite/db/conditionParser") as Parser,
  projection: load("dynalite/db/projectionParser") as Parser,
};
const dynalites = {
  update: parsers.update.parse,
  condition: parsers.condition.parse,
  projection: parsers.projection.parse,
};
const { compare } = load("dynalite/db") as { compare: unknown };

beforeAll(rememberExpressions);

interface Expression {
  parser: keyof typeof parsers;
  text: string;
  names?: Record<string, string>;
}

/** What a parser makes of it, and which names and values it leaves as unused. */
function read(parse: Parser["parse"], { text, names }: Expression, values?: Values) {
  const all = (of: object = {}) => Object.fromEntries(Object.keys(of).map((name) => [name, true]));
  const [unusedAttrNames, unusedAttrVals] = [all(names), all(values)];
  const isReserved = (name: string) => name === "status";
  const context = {
    attrNames: names,
    attrVals: values,
    unusedAttrNames,
    unusedAttrVals,
    isReserved,
    compare,
  };
  return { meaning: parse(text, { context }), unusedAttrNames, unusedAttrVals };
}

const asDynalite = (expression: Expression, values?: Values) =>
  read(dynalites[expression.parser], expression, values);

const asRemembered = (expression: Expression, values?: Values) =>
  read(parsers[expression.parser].parse, expression, values);

const text = (S: string) => ({ S });
const number = (N: number) => ({ N: String(N) });

const expressions: [string, Expression, Values | undefined, Values | undefined][] = [
  [
    "an update",
    {
      parser: "update",
      text: "SET lines.#sku = if_not_exists(lines.#sku, :zero) + :one, seen = :seen REMOVE old ADD writes :names",
      names: { "#sku": "MUG-1", "#other": "x" },
    },
    { ":zero": number(0), ":one": number(1), ":seen": { M: { a: text("a") } }, ":names": { SS: ["a"] } },
    { ":zero": number(5), ":one": number(7), ":seen": { M: {} }, ":names": { SS: ["b", "c"] } },
  ],
  [
    "a condition",
    {
      parser: "condition",
      text: "attribute_not_exists(gone) AND (size(lines) < :most OR NOT contains(writes, :name)) AND a.b[0] IN (:name, :most)",
    },
    { ":most": number(1), ":name": text("a"), ":unused": text("b") },
    { ":most": number(9), ":name": text("z"), ":unused": text("") },
  ],
  [
    "a range",
    { parser: "condition", text: "pk = :pk AND at BETWEEN :from AND :to" },
    { ":pk": text("a"), ":from": number(1), ":to": number(2) },
    { ":pk": text("b"), ":from": number(3), ":to": number(3) },
  ],
  [
    "a projection",
    { parser: "projection", text: "pk, #a.b[2]", names: { "#a": "constructor" } },
    undefined,
    undefined,
  ],
];

test.each(expressions)(
  "%s that is known means with other values what dynalite reads in it",
  (_, it, first, other) => {
    asRemembered(it, first);

    expect(asRemembered(it, other)).toStrictEqual(asDynalite(it, other));
  },
);

test("what an operation writes into its expression is not there for the next", () => {
  const it: Expression = { parser: "update", text: "SET a = :a" };
  const { meaning } = asRemembered(it, { ":a": number(1) });
  Object.assign((meaning as { sections: object[] }).sections[0] ?? {}, { val: "written over" });

  expect(asRemembered(it, { ":a": number(2) })).toStrictEqual(asDynalite(it, { ":a": number(2) }));
});

test.each<[string, Expression, Values, Values]>([
  [
    "a value of another type",
    { parser: "update", text: "ADD a :a" },
    { ":a": number(1) },
    { ":a": text("one") },
  ],
  [
    "a value that is not given",
    { parser: "update", text: "SET a = :a" },
    { ":a": number(1) },
    { ":b": number(1) },
  ],
  [
    "bounds the wrong way round",
    { parser: "condition", text: "a BETWEEN :from AND :to" },
    { ":from": number(1), ":to": number(2) },
    { ":from": number(2), ":to": number(1) },
  ],
  [
    "a type that is none",
    { parser: "condition", text: "attribute_type(a, :type)" },
    { ":type": text("S") },
    { ":type": text("X") },
  ],
])("%s is refused, where the same text was right before", (_, it, right, wrong) => {
  asRemembered(it, right);

  const complaint = asRemembered(it, wrong).meaning;

  expect(complaint).toEqual(expect.any(String));
  expect(complaint).toBe(asDynalite(it, wrong).meaning);
});
