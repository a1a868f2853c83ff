import type { IdleMemory } from "../idle-shop";
import type { Entry, Machine, Results, WholeShopEntry } from "./results";
import { readable, table } from "./table";

/** What the bench prints at its end. */
export function printed({ machine, commit, scenarios, floors, ratios }: Results): string {
  const parts = [
    `${machineLine(machine)}, commit ${commit.slice(0, 12)}`,
    table(head, [...scenarios, ...floors].map(rowOf)),
    ...notes([...scenarios, ...floors]),
  ];
  if (Object.keys(ratios).length > 0) parts.push(ratioTable(ratios));
  for (const { name, wholeShop } of scenarios) if (wholeShop) parts.push(wholeShopTables(name, wholeShop));
  return parts.join("\n\n");
}

const head = ["", "a second", "spread", "p50 ms", "p99 ms", "errors", "CPU s / 1,000", "MiB"];

const rowOf = (entry: Entry): string[] => [
  `${entry.name}${entry.generatorBound ? " *" : ""}`,
  readable(entry.rate),
  `${Math.round(entry.spread * 100)} %`,
  readable(entry.p50Ms),
  readable(entry.p99Ms),
  readable(entry.errors),
  entry.cpuSecondsPer1000 === null ? "" : readable(entry.cpuSecondsPer1000),
  entry.memoryMiB === null ? "" : readable(entry.memoryMiB),
];

function notes(entries: readonly Entry[]): string[] {
  const failed = entries.filter(({ errors }) => errors > 0);
  const lines = failed.map(
    ({ name, errors, firstError }) => `  ! ${name}: ${errors} errors; the first: ${firstError}`,
  );
  if (entries.some(({ generatorBound }) => generatorBound)) {
    lines.push("  * The load generator took a whole core: this could be faster. Its CPU says how much.");
  }
  return lines.length > 0 ? [lines.join("\n")] : [];
}

function ratioTable(ratios: Results["ratios"]): string {
  const names = Object.keys(ratios).filter((name) => !name.endsWith(" by CPU"));
  const cell = (value: number | undefined) => (value === undefined ? "" : value.toFixed(2));
  return table(
    ["ratio", "by rate", "by CPU"],
    names.map((name) => [name.replace("/", " / "), cell(ratios[name]), cell(ratios[`${name} by CPU`])]),
  );
}

function wholeShopTables(name: string, found: WholeShopEntry): string {
  const whole = table(
    [`one ${name}, in all services together`, ""],
    [
      ["SQL statements", readable(found.statements)],
      ["transactions of several (BEGIN and COMMIT not counted)", readable(found.transactions)],
      ["events behind at the load's end, in seconds", readable(found.eventsBehindSeconds)],
    ],
  );
  const parts = Object.entries(found.cpuMsByProcess).sort(([, one], [, other]) => other - one);
  if (parts.length === 0) return whole;
  const byProcess = table(
    ["process", "CPU ms"],
    parts.map(([process, ms]) => [process, readable(ms)]),
  );
  return `${whole}\n\n${byProcess}`;
}

export function printedIdle({ total, processes }: IdleMemory): string {
  const rows = processes.map(({ name, mebibytes }) => [name, readable(mebibytes)]);
  return table(["idle memory", "MiB"], [...rows, ["everything together", readable(total)]]);
}

const machineLine = ({ cpu, cores, memoryGiB, system, node }: Machine): string =>
  `${cores} × ${cpu}, ${memoryGiB} GiB, ${system}, Node ${node}`;
