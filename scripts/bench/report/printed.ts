import type { Comparison } from "../baseline";
import type { FlashSale } from "../flash-sale";
import { type Verdict, verdictsOf } from "../goals";
import type { IdleMemory } from "../idle-shop";
import type { Stalls } from "../stalls";
import type { Entry, Machine, Ratio, Results } from "./results";
import { readable, table } from "./table";

/** What the bench prints at its end. */
export function printed(results: Results): string {
  const { machine, stalls, commit, scenarios, floors, ratios, flashSale } = results;
  const entries = [...scenarios, ...floors];
  const verdicts = verdictsOf(results);
  const parts = [
    `${machineLine(machine, commit)}\n${stallsLine(stalls)}`,
    entries.length > 0 && table(closedHead, entries.map(closedRow)),
    entries.some(({ open }) => open) && openTable(entries, results.settings.openAt),
    ...notes(entries),
    Object.keys(ratios).length > 0 && ratioTable(ratios),
    scenarios.some(({ wholeShop }) => wholeShop) && workTable(scenarios),
    ...scenarios.map(cpuTable),
    flashSale && saleTable(flashSale),
    verdicts.length > 0 && goalTable(verdicts),
  ];
  return parts.filter(Boolean).join("\n\n");
}

const closedHead = [
  "closed loop",
  "a second",
  "spread",
  "p50 ms",
  "p99 ms",
  "errors",
  "CPU s / 1,000",
  "MiB",
];

const closedRow = (entry: Entry): string[] => [
  `${entry.name}${entry.generatorBound ? " *" : ""}`,
  readable(entry.rate),
  `${Math.round(entry.spread * 100)} %`,
  readable(entry.p50Ms),
  readable(entry.p99Ms),
  counted(entry.errors),
  entry.cpuSecondsPer1000 === null ? "" : readable(entry.cpuSecondsPer1000),
  entry.memoryMiB === null ? "" : readable(entry.memoryMiB),
];

function openTable(entries: readonly Entry[], openAt: number): string {
  const head = [
    `by a schedule, at ${openAt} of that`,
    "a second",
    "p50 ms",
    "p99 ms",
    "p99 / p50",
    "errors",
    "unsent",
  ];
  const rows = entries.flatMap(({ name, open }) => {
    if (!open) return [];
    const { rate, p50Ms, p99Ms, tail, errors, unsent } = open;
    const parts = Object.entries(open.parts).map(([part, of]) => [
      `  ${part}`,
      "",
      ...[of.p50Ms, of.p99Ms, of.p99Ms / of.p50Ms].map(readable),
    ]);
    const figures = [rate, p50Ms, p99Ms, tail].map(readable);
    return [[name, ...figures, ...[errors, unsent].map(counted)], ...parts];
  });
  return table(
    [...head, "late ms"],
    rows.map((row) => [...row, lateness(entries, row)]),
  );
}

const counted = (count: number): string => count.toLocaleString("en-US");

const lateness = (entries: readonly Entry[], [name]: readonly string[]): string => {
  const late = entries.find((one) => one.name === name)?.open?.lateP99Ms;
  return late === undefined ? "" : readable(late);
};

function notes(entries: readonly Entry[]): string[] {
  const lines = entries.flatMap(({ name, errors, firstError, open }) => {
    const all = errors + (open?.errors ?? 0);
    return all > 0 ? [`  ! ${name}: ${all} errors; the first: ${firstError ?? open?.firstError}`] : [];
  });
  if (entries.some(({ generatorBound }) => generatorBound)) {
    lines.push("  * The load generator took a whole core: this could be faster. Its CPU says how much.");
  }
  return lines.length > 0 ? [lines.join("\n")] : [];
}

function ratioTable(ratios: Results["ratios"]): string {
  const names = Object.keys(ratios).filter((name) => !name.endsWith(" by CPU"));
  const cells = (ratio: Ratio | undefined) =>
    ratio ? [ratio.value.toFixed(2), `${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}`] : ["", ""];
  return table(
    ["ratio", "by rate", "rounds", "by CPU", "rounds"],
    names.map((name) => [
      name.replace("/", " / "),
      ...cells(ratios[name]),
      ...cells(ratios[`${name} by CPU`]),
    ]),
  );
}

function workTable(entries: readonly Entry[]): string {
  const head = [
    "one, in all services together",
    "SQL statements",
    "transactions of several",
    "ms in PostgreSQL",
    "events behind, s",
  ];
  const rows = entries.flatMap(({ name, wholeShop: all }) =>
    all
      ? [[name, ...[all.statements, all.transactions, all.databaseMs, all.eventsBehindSeconds].map(readable)]]
      : [],
  );
  return table(head, rows);
}

function cpuTable({ name, wholeShop }: Entry): string {
  const parts = Object.entries(wholeShop?.cpuMsByProcess ?? {}).sort(([, one], [, other]) => other - one);
  if (parts.length === 0) return "";
  return table(
    [`one ${name}: process`, "CPU ms"],
    parts.map(([process, ms]) => [process, readable(ms)]),
  );
}

function saleTable(sale: FlashSale): string {
  return table(
    [`${sale.customers} customers at once, ${sale.pieces} pieces`, ""],
    [
      ...Object.entries(sale.answers).map(([answer, count]) => [answer, counted(count)]),
      ["left, and held", `${sale.onHand}, ${sale.reserved}`],
      ...(
        [
          ["half were answered within ms", sale.p50Ms],
          ["99 of 100", sale.p99Ms],
        ] as const
      ).map(([what, ms]) => [what, readable(ms)]),
      ["the last that was sold", readable(sale.lastSoldMs)],
      ["the last answer", readable(sale.lastMs)],
    ],
  );
}

function goalTable(verdicts: readonly Verdict[]): string {
  return table(
    ["goal", "wanted", "found", ""],
    verdicts.map(({ goal, found, holds }) => [
      goal.what,
      wantedOf(goal),
      readable(found),
      holds ? "holds" : "missed",
    ]),
  );
}

/** `at least 0.60 ×` */
function wantedOf({ atLeast, atMost, unit }: Verdict["goal"]): string {
  return `${atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`} ${unit ?? "×"}`;
}

export function printedComparison({ commit, compared, drops, absent }: Comparison): string {
  const lines = drops.map(
    ({ name, kept, now }) =>
      `  ! ${name} was ${kept.toFixed(2)} and is ${now.value.toFixed(2)} (rounds ${now.low.toFixed(2)}–${now.high.toFixed(2)})`,
  );
  const said = drops.length === 0 ? "none lost a tenth" : `${drops.length} lost a tenth or more`;
  const rest = absent.length > 0 ? [`  Not measured now: ${absent.join(", ")}.`] : [];
  return [`  ${compared} ratios against those of ${commit.slice(0, 12)}: ${said}.`, ...lines, ...rest].join(
    "\n",
  );
}

export function printedIdle({ total, processes }: IdleMemory): string {
  const rows = processes.map(({ name, mebibytes }) => [name, readable(mebibytes)]);
  return table(["idle memory", "MiB"], [...rows, ["everything together", readable(total)]]);
}

const stallsLine = ({ share, p99Ms }: Stalls): string =>
  `At rest a thread stands still for ${(share * 100).toFixed(1)} % of the time; one moment in 100 waits for ${readable(p99Ms)} ms.`;

export const machineLine = ({ cpu, cores, memoryGiB, system, node }: Machine, commit: string): string =>
  `${cores} × ${cpu}, ${memoryGiB} GiB, ${system}, Node ${node}, commit ${commit.slice(0, 12)}`;
