import { colours } from "./colours";
import type { Inventory } from "./inventory";
import { box, line, text } from "./svg";

interface Spot {
  x: number;
  title: string;
  note: string;
}

const height = 44;
const width = 150;
/** Of its two rows: customers above, partners below. */
const rows = [46, 104] as const;
const bus = 172;
/** Where what is drawn here ends. */
export const waysInEnd = bus + 22;

/** From customers and partners to the load balancer, and down from it to the middles of the services it knows. */
export function drawWaysIn(inventory: Inventory, services: ReadonlyMap<string, number>): string[] {
  const has = (type: string) => inventory.ofType(type)[0];
  const distribution = has("aws_cloudfront_distribution");
  const api = has("aws_apigatewayv2_api");
  const balancer = has("aws_lb");
  const rules = (has("aws_wafv2_web_acl")?.config.rule ?? []) as unknown[];
  const aliases = (distribution?.config.aliases ?? []) as string[];
  const above: Spot[] = [
    { x: 250, title: "Customers, staff", note: aliases.join(", ") },
    ...(distribution ? [{ x: 470, title: "CloudFront", note: "caches; images, storefront" }] : []),
  ];
  const below: Spot[] = api
    ? [
        { x: 250, title: "Partners", note: "by token" },
        { x: 470, title: "API Gateway", note: "throttles; by VPC link" },
      ]
    : [];
  const target = { x: 700, width: 250, height: rows[1] + height - rows[0] };
  const served = servedBy(inventory, services);
  return [
    text(20, 66, "ways in", { "font-size": 13, "font-weight": 600, fill: colours.ink }),
    text(20, 82, "load balancer in public subnets,", { "font-size": 11, fill: colours.quiet }),
    text(20, 96, "programs in private ones", { "font-size": 11, fill: colours.quiet }),
    ...drawChain(above, rows[0], target.x),
    ...drawChain(below, rows[1], target.x),
    ...(balancer ? drawBalancer(target, rules.length, served) : []),
  ];
}

/** Which services have a target group. */
function servedBy(inventory: Inventory, services: ReadonlyMap<string, number>): number[] {
  const groups = inventory
    .ofType("aws_lb_target_group")
    .map(({ name }) => name.replace(/-(blue|green)$/, ""));
  return [...services].filter(([name]) => groups.includes(name)).map(([, middle]) => middle);
}

function drawChain(spots: readonly Spot[], y: number, end: number): string[] {
  return spots.flatMap(({ x, title, note }, index) => [
    box(x, y, width, height, { fill: colours.wayIn, stroke: colours.way }),
    text(x + width / 2, y + 19, title, {
      "font-size": 12,
      "font-weight": 600,
      "text-anchor": "middle",
      fill: colours.ink,
    }),
    text(x + width / 2, y + 34, note, { "font-size": 10, "text-anchor": "middle", fill: colours.quiet }),
    ...arrowRight(x + width, spots[index + 1]?.x ?? end, y + height / 2),
  ]);
}

function drawBalancer(
  at: { x: number; width: number; height: number },
  rules: number,
  served: readonly number[],
): string[] {
  const top = rows[0];
  const middle = at.x + at.width / 2;
  const words = { "text-anchor": "middle", fill: colours.quiet, "font-size": 11 };
  const ends = [middle, ...served];
  return [
    box(at.x, top, at.width, at.height, { fill: colours.wayIn, stroke: colours.way }),
    text(middle, top + 28, "Load balancer", {
      ...words,
      fill: colours.ink,
      "font-size": 13,
      "font-weight": 600,
    }),
    text(middle, top + 48, `firewall of ${rules} rules`, words),
    text(middle, top + 66, ":443 production, blue or green", words),
    text(middle, top + 84, ":8443 test, for the smoke test", words),
    line(
      [
        [middle, top + at.height],
        [middle, bus],
      ],
      { stroke: colours.way, "stroke-width": 1.5 },
    ),
    line(
      [
        [Math.min(...ends), bus],
        [Math.max(...ends), bus],
      ],
      { stroke: colours.way, "stroke-width": 1.5 },
    ),
    ...served.flatMap((x) => arrowDown(x, bus, waysInEnd)),
  ];
}

function arrowRight(from: number, to: number, y: number): string[] {
  const head = [
    [to - 7, y - 4],
    [to, y],
    [to - 7, y + 4],
  ] as const;
  return [
    line(
      [
        [from, y],
        [to - 4, y],
      ],
      { stroke: colours.way, "stroke-width": 1.5 },
    ),
    line(head, { stroke: colours.way, "stroke-width": 1.5 }),
  ];
}

function arrowDown(x: number, from: number, to: number): string[] {
  const head = [
    [x - 4, to - 7],
    [x, to],
    [x + 4, to - 7],
  ] as const;
  return [
    line(
      [
        [x, from],
        [x, to - 3],
      ],
      { stroke: colours.way, "stroke-width": 1.5 },
    ),
    line(head, { stroke: colours.way, "stroke-width": 1.5 }),
  ];
}
