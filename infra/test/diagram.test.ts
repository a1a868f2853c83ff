import { readFileSync } from "node:fs";
import { join } from "node:path";
import { serviceNames } from "../../packages/contracts/src/route-table";
import { drawStacks } from "../diagram/draw";
import { Inventory } from "../diagram/inventory";
import { programsOf } from "../diagram/programs";
import { panelsOf } from "../diagram/rows";
import { stacksOf } from "./synthesized";

let about: Inventory;
let svg: string;
beforeAll(() => {
  about = new Inventory(stacksOf("prod"));
  svg = drawStacks(stacksOf("prod"));
});

/** By the label of a row, which programs have a mark there, and which. */
function marks(): Record<string, Record<string, string>> {
  const rows = panelsOf(about, programsOf(about)).flatMap((panel) => panel.rows);
  return Object.fromEntries(
    rows.map(({ label, ways }) => [
      label,
      Object.fromEntries([...ways].map(([program, way]) => [program.name, way])),
    ]),
  );
}

test("docs/infrastructure.svg is what the stacks are now", () => {
  const drawn = readFileSync(join(__dirname, "../../docs/infrastructure.svg"), "utf8");

  const isCurrent = drawn === svg;

  // If not: npm run infra -- diagram
  expect(isCurrent).toBe(true);
});

test("every service, lambda, task, queue, topic, stream, table and bucket is in the drawing", () => {
  const types = [
    ...[
      "aws_ecs_service",
      "aws_lambda_function",
      "aws_ecs_task_definition",
      "aws_sqs_queue",
      "aws_sns_topic",
    ],
    ...["aws_kinesis_stream", "aws_dynamodb_table", "aws_s3_bucket", "aws_kinesis_firehose_delivery_stream"],
  ];
  const names = about.ofType(...types).map(({ name }) => name);

  const missing = names.filter((name) => !new RegExp(`[>, ]${name}[<, ]`).test(svg));

  expect(names.length).toBeGreaterThan(60);
  expect(missing).toEqual([]);
});

test("marks say who talks to what, as security groups and permissions do", () => {
  expect(marks()).toMatchObject({
    "catalog :8081": { cart: "asks", orders: "asks", "orders-worker": "asks" },
    "shop-events (topic)": { "orders-worker": "puts" },
    "catalog-events": { "catalog-worker": "takes" },
    reviews: { feedback: "puts", "feedback-worker": "takes" },
    "inventory (stream)": { "catalog-worker": "puts", "inventory-stream": "takes" },
    carts: { cart: "both", "cart-worker": "both" },
    "PostgreSQL's replica": { catalog: "takes" },
    "the internet, by NAT": { orders: "asks", notifications: "asks" },
  });
});

test("each service has its column beside its worker's", () => {
  const names = programsOf(about).map(({ name }) => name);

  expect(names.slice(0, 10)).toEqual(serviceNames.flatMap((service) => [service, `${service}-worker`]));
});

test("no words lie over others: names are within their boxes, labels before the first column", () => {
  const texts = [
    ...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)"([^>]*)>([^<]*)</g),
  ].map(([, x, y, size, more = "", words = ""]) => {
    const [, given] = /textLength="([\d.]+)"/.exec(more) ?? [];
    const width = given ? Number(given) : words.length * Number(size) * 0.56;
    const start = more.includes('"middle"') ? Number(x) - width / 2 : Number(x);
    return { words, start, end: start + width, y: Number(y) };
  });

  const overlapping = texts.flatMap((one, index) =>
    texts
      .slice(index + 1)
      .filter((other) => Math.abs(one.y - other.y) < 8 && one.start < other.end && other.start < one.end)
      .map((other) => `${one.words} / ${other.words}`),
  );

  expect(texts.length).toBeGreaterThan(150);
  expect(overlapping).toEqual([]);
});
