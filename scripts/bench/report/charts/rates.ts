import type { Entry, Results } from "../results";
import { readable } from "../table";
import { bar, colours, grey, ink, svg, text } from "./svg";

const width = 760;
const left = 150;
const right = 210;
const barHeight = 18;
const gap = 22;
const top = 46;

/**
 * Each scenario's rate beside its floors'. Bars of one group have one scale, and groups have scales of their own: their
 * rates lie a thousandfold apart.
 */
export function ratesChart({ scenarios, floors, ratios }: Results): string | undefined {
  const groups = scenarios
    .map((scenario) => [scenario, ...floors.filter((floor) => floor.scenario === scenario.scenario)])
    .filter((group) => group.length > 1);
  if (groups.length === 0) return undefined;
  const parts = [text(16, 24, "A second, beside the floors of the same run", { size: 15, isBold: true })];
  let y = top;
  for (const group of groups) {
    parts.push(...groupOf(group, ratios, y));
    y += group.length * (barHeight + 3) + gap;
  }
  return svg(width, y, parts);
}

function groupOf(group: readonly Entry[], ratios: Results["ratios"], top: number): string[] {
  const most = Math.max(...group.map(({ rate }) => rate)) || 1;
  return group.flatMap((entry, index) => {
    const y = top + index * (barHeight + 3);
    const length = (entry.rate / most) * (width - left - right);
    const isFloor = entry.floor !== null;
    const ratio = ratios[`${entry.scenario}/${entry.floor}`];
    const share = ratio ? `  (${ratio.value.toFixed(2)} of it)` : "";
    return [
      text(left - 8, y + 13, entry.floor ?? entry.name, {
        anchor: "end",
        isBold: !isFloor,
        colour: ink,
      }),
      bar(left, y, length, barHeight, isFloor ? grey : colours[0]),
      text(left + length + 6, y + 13, readable(entry.rate) + share),
    ];
  });
}
