import { scenarioJourneys } from "../../scenario-names";
import { curveShares, type Entry, type Results } from "../results";
import { readable } from "../table";
import { colourOf, line, rule, svg, text } from "./svg";

const width = 760;
const height = 380;
const box = { left: 76, right: width - 160, top: 52, bottom: height - 40 };
const ticks = [0.5, 0.9, 0.99, 0.999] as const;
const labelHeight = 15;

/** How long answers take at a share of the greatest load, one picture for each kind of scenario. */
export function latencyCharts({ scenarios, settings }: Results): Record<string, string> {
  const groups = new Map<string, Entry[]>();
  for (const entry of scenarios) {
    if (entry.open?.curve.some((ms) => ms > 0))
      groups.set(groupOf(entry), [...(groups.get(groupOf(entry)) ?? []), entry]);
  }
  return Object.fromEntries(
    [...groups].map(([group, entries]) => {
      const title = `${group}: milliseconds at ${settings.openAt} of the greatest load, from when a request was due`;
      return [`latency-${group.replaceAll(" ", "-")}`, chartOf(title, entries)];
    }),
  );
}

/** What is asked without a cache has other times than what comes from memory. */
function groupOf({ scenario }: Entry): string {
  const journey = scenarioJourneys[scenario] ?? "whole shop";
  return scenario.endsWith("-cold") && journey === "browse" ? "browse cold" : journey;
}

/** Nines at equal distances: 90 %, 99 %, 99.9 %. */
const nines = (share: number): number => -Math.log10(1 - Math.min(share, 0.9995));

function chartOf(title: string, entries: readonly Entry[]): string {
  const all = entries.flatMap(({ open }) => open?.curve.filter((ms) => ms > 0) ?? []);
  const [low, high] = [Math.floor(Math.log10(Math.min(...all))), Math.ceil(Math.log10(Math.max(...all)))];
  const across = nines(curveShares[0]);
  const x = (share: number) =>
    box.left + ((nines(share) - across) / (nines(1) - across)) * (box.right - box.left);
  const y = (ms: number) => box.bottom - ((Math.log10(ms) - low) / (high - low)) * (box.bottom - box.top);
  const decades = Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
  return svg(width, height, [
    text(16, 24, title, { size: 14, isBold: true }),
    ...decades.flatMap((ms) => [
      rule(box.left, y(ms), box.right, y(ms)),
      text(box.left - 8, y(ms) + 4, `${ms >= 1 ? ms.toLocaleString("en-US") : ms} ms`, { anchor: "end" }),
    ]),
    ...ticks.flatMap((share) => [
      rule(x(share), box.top, x(share), box.bottom),
      text(x(share), box.bottom + 18, `${share * 100} %`, { anchor: "middle" }),
    ]),
    ...entries.map(({ open }, index) => {
      const points = curveShares.map((share, at) => [x(share), y(open?.curve[at] || 10 ** low)] as const);
      return line(points, colourOf(index));
    }),
    ...labels(entries, y),
  ]);
}

/** Beside the lines' ends, moved apart where those lie close together. */
function labels(entries: readonly Entry[], y: (ms: number) => number): string[] {
  const wanted = entries.map(({ name, open }, index) => {
    const p99 = open ? ` p99 ${readable(open.p99Ms)}` : "";
    return { label: name + p99, at: y(open?.curve.at(-1) || 1), colour: colourOf(index) };
  });
  let last = box.top - labelHeight;
  const placed = wanted
    .toSorted((one, other) => one.at - other.at)
    .map((one) => {
      last = Math.max(one.at, last + labelHeight);
      return { ...one, at: last };
    });
  const below = Math.max(0, last - box.bottom);
  return placed.map(({ label, at, colour }) => text(box.right + 8, at + 4 - below, label, { colour }));
}
