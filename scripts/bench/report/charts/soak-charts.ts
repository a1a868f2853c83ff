import type { SoakProcess, SoakResults } from "../../soak/soak-results";
import { readable } from "../table";
import { colours, grey, line, rule, svg, text } from "./svg";

const width = 960;
const columns = 4;
const panel = { width: width / columns, height: 120 };
const inner = { left: 14, right: 14, top: 46, bottom: 16 };
const head = 36;

/** What each process held over the time of a soak, a small picture for each; and how fast it answered meanwhile. */
export function soakCharts(results: SoakResults): Record<string, string> {
  const { processes, at, slices } = results;
  const judged = processes.toSorted((one, other) => Number(other.isJudged) - Number(one.isJudged));
  const panelsOf = (title: string, values: (one: SoakProcess) => readonly number[]) =>
    small(
      title,
      judged.map((one) => ({ name: one.name, isFaint: !one.isJudged, at, values: values(one) })),
    );
  const times = slices.map((slice) => slice.at);
  return {
    "soak-memory": panelsOf("Memory of each process in MiB (PSS)", ({ memory }) => memory),
    "soak-handles": panelsOf("What each process holds open", ({ files }) => files),
    "soak-answers": small("Answers over the time of the soak", [
      { name: "a second", isFaint: false, at: times, values: slices.map(({ rate }) => rate) },
      { name: "p50 ms", isFaint: false, at: times, values: slices.map(({ p50Ms }) => p50Ms) },
      { name: "p99 ms", isFaint: false, at: times, values: slices.map(({ p99Ms }) => p99Ms) },
      { name: "errors", isFaint: false, at: times, values: slices.map(({ errors }) => errors) },
    ]),
  };
}

interface Panel {
  name: string;
  isFaint: boolean;
  at: readonly number[];
  values: readonly number[];
}

function small(title: string, panels: readonly Panel[]): string {
  const rows = Math.ceil(panels.length / columns);
  const minutes = Math.round((panels[0]?.at.at(-1) ?? 0) / 60);
  return svg(width, head + rows * panel.height, [
    text(16, 24, `${title}, over ${minutes} minutes; each from 0 up`, { size: 15, isBold: true }),
    ...panels.flatMap((one, index) => {
      const x = (index % columns) * panel.width;
      const y = head + Math.floor(index / columns) * panel.height;
      return panelOf(one, x, y);
    }),
  ]);
}

function panelOf({ name, isFaint, at, values }: Panel, x: number, y: number): string[] {
  const [left, right] = [x + inner.left, x + panel.width - inner.right];
  const [top, bottom] = [y + inner.top, y + panel.height - inner.bottom];
  const most = Math.max(...values, Number.MIN_VALUE);
  const last = at.at(-1) || 1;
  const points = values.map(
    (value, index) =>
      [left + ((at[index] ?? 0) / last) * (right - left), bottom - (value / most) * (bottom - top)] as const,
  );
  return [
    text(left, y + 20, name, { isBold: true }),
    text(
      left,
      y + 36,
      `${readable(values[0] ?? 0)} → ${readable(values.at(-1) ?? 0)}, at most ${readable(most)}`,
      {
        size: 11,
      },
    ),
    rule(left, bottom, right, bottom),
    line(points, isFaint ? grey : colours[0]),
  ];
}
