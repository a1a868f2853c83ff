import { standing } from "../cost/assumptions";
import { type Estimate, estimate, sumByPart, total } from "../cost/estimate";
import { orderItems } from "../cost/order-items";
import { pricesOf } from "../cost/prices";
import { type EnvironmentName, environmentNames, environments } from "../environments";
import type { SynthesizedStack } from "./synthesized-stack";

/** What the environments cost: by the month, by 1,000 orders, and both together for as many as are expected. */
export function costTable(stacks: readonly SynthesizedStack[]): string {
  const names = environmentNames.filter((name) => stacks.some(({ environment }) => environment === name));
  const byEnvironment = names.map((name) => ({
    name,
    costs: estimate(stacks.filter(({ environment }) => environment === name)),
  }));
  const parts = orderItems(1_000);
  return [
    `US dollars a month, by AWS's list for ${pricesOf.region} as of ${pricesOf.asOf}: look the prices up again`,
    "(infra/cost/prices.ts says where). Without taxes, discounts, free allowances, support, and the payment gateway's fees.",
    "",
    ...table(
      ["what is there, at its least", ...names],
      standingRows(byEnvironment.map(({ costs }) => costs)),
    ),
    "",
    ...table(
      ["1,000 orders more, browsing included", ""],
      [
        ...Object.entries(sumByPart(parts)).map(([part, usd]) => [`  ${part}`, dollars(usd)]),
        ...totalOf(parts),
      ],
    ),
    "",
    ...table(["together", ...names], togetherRows(byEnvironment)),
  ].join("\n");
}

type Row = readonly string[];

const dollars = (usd: number | undefined) => (usd === undefined ? "" : usd.toFixed(2));
const totalOf = (parts: Parameters<typeof sumByPart>[0]): Row[] => [
  ["total", dollars(total(sumByPart(parts)))],
];

function standingRows(all: readonly Estimate[]): Row[] {
  const stacks = [...new Set(all.flatMap(Object.keys))];
  const rows = stacks.flatMap((stack): Row[] => {
    const parts = [...new Set(all.toReversed().flatMap((costs) => Object.keys(costs[stack] ?? {})))];
    return [
      [stack, ...all.map((costs) => dollars(total(costs[stack] ?? {})))],
      ...parts.map((part) => [`  ${part}`, ...all.map((costs) => dollars(costs[stack]?.[part]))]),
    ];
  });
  return [...rows, ["total", ...all.map((costs) => dollars(total(costs)))]];
}

function togetherRows(all: readonly { name: EnvironmentName; costs: Estimate }[]): Row[] {
  const usdOfOrders = (name: EnvironmentName) => total(sumByPart(orderItems(standing[name].orders)));
  return [
    ["orders a month", ...all.map(({ name }) => standing[name].orders.toLocaleString("en"))],
    ["what is there", ...all.map(({ costs }) => dollars(total(costs)))],
    ["orders", ...all.map(({ name }) => dollars(usdOfOrders(name)))],
    ["total", ...all.map(({ name, costs }) => dollars(total(costs) + usdOfOrders(name)))],
    ["budget", ...all.map(({ name }) => dollars(environments[name].monthlyBudgetUsd))],
  ];
}

function table(head: Row, rows: readonly Row[]): string[] {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: Row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(Math.max(10, widths[column] ?? 0)),
      )
      .join("  ")
      .trimEnd();
  return [line(head), "─".repeat(line(rows[0] ?? head).length), ...rows.map(line)];
}
