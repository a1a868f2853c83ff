import { colourOf, colours } from "./colours";
import type { Program } from "./programs";
import type { Panel, Row } from "./rows";
import { box, element, line, text, titled, widthOf } from "./svg";
import type { Way } from "./ways";

const left = 20;
const rowHeight = 22;
const headHeight = 26;
const firstColumn = 256;

export interface Column {
  program: Program;
  x: number;
  width: number;
  colour: string;
}

/** A column for each program, those of a service side by side. */
export function columnsOf(programs: readonly Program[], right: number): Column[] {
  const groups = [...new Set(programs.map(({ group }) => group))];
  const width = Math.floor((right - firstColumn) / programs.length);
  return programs.map((program, index) => ({
    ...{ program, width, x: firstColumn + index * width },
    colour: colourOf(groups.indexOf(program.group)),
  }));
}

export const middleOf = ({ x, width }: Column): number => x + width / 2;

/** The boxes of all programs; gives where they end. */
export function drawPrograms(columns: readonly Column[], top: number): { parts: string[]; end: number } {
  const height = 52;
  const parts = columns.map(({ program, x, width, colour }) => {
    const names = inLines(program.group, width - 14);
    const middle = x + width / 2;
    const named = names.map((name, index) =>
      text(middle, top + (names.length === 1 ? 19 : 15) + index * 13, name, {
        ...{ "font-size": 11, "font-weight": 600, "text-anchor": "middle", fill: "#ffffff" },
        ...(widthOf(name, 12) > width - 14 && { textLength: width - 14, lengthAdjust: "spacingAndGlyphs" }),
      }),
    );
    const about = program.holds.length > 0 ? program.holds.join(", ") : program.name;
    return titled(
      about,
      [
        box(x + 3, top, width - 6, height, { fill: colour }),
        ...named,
        text(middle, top + 43, program.kind, { "font-size": 10, "text-anchor": "middle", fill: "#ffffff" }),
      ].join(""),
    );
  });
  return { parts, end: top + height };
}

/** A name in two lines, where it is too long for one and can be parted. */
function inLines(name: string, width: number): string[] {
  const [, first, last] = /^(.*[- ])(.*)$/.exec(name) ?? [];
  return widthOf(name, 12) > width && first && last ? [first.trim(), last] : [name];
}

/** What the programs talk to, a row for each, with a mark where one of them does; gives where they end. */
export function drawPanels(
  panels: readonly Panel[],
  columns: readonly Column[],
  { top, right }: { top: number; right: number },
): { parts: string[]; end: number } {
  const grounds: string[] = [];
  const marks: string[] = [];
  const lowest = new Map<Program, number>();
  let y = top + 10;
  for (const { title, rows } of panels) {
    grounds.push(box(left, y, right - left, headHeight - 6, { fill: colours.panel }));
    grounds.push(text(left + 8, y + 14, title, { "font-size": 11, "font-weight": 600, fill: colours.ink }));
    y += headHeight - 4;
    rows.forEach((row, index) => {
      if (index % 2 === 1) grounds.push(box(left, y, right - left, rowHeight, { fill: colours.band, rx: 0 }));
      grounds.push(...drawLabel(row, y));
      const marked = columns.filter(({ program }) => row.ways.has(program));
      const reach = marked.at(-1);
      const across = y + rowHeight / 2;
      if (reach) {
        const points = [
          [firstColumn - 12, across],
          [middleOf(reach), across],
        ] as const;
        grounds.push(line(points, { stroke: colours.rule }));
      }
      for (const column of marked) {
        lowest.set(column.program, across);
        marks.push(drawMark(row.ways.get(column.program) ?? "asks", column, across, row.label));
      }
      y += rowHeight;
    });
    y += 8;
  }
  const wires = columns.flatMap((column) => {
    const end = lowest.get(column.program);
    const points = [
      [middleOf(column), top],
      [middleOf(column), end ?? top],
    ] as const;
    return end ? [line(points, { stroke: column.colour, "stroke-width": 1.2, "stroke-opacity": 0.55 })] : [];
  });
  return { parts: [...grounds, ...wires, ...marks], end: y };
}

function drawLabel({ label, depth, chips }: Row, y: number): string[] {
  const x = left + 10 + depth * 16;
  const branch =
    depth === 0
      ? []
      : [
          [
            [x - 9, y - 4],
            [x - 9, y + rowHeight / 2],
            [x - 3, y + rowHeight / 2],
          ] as const,
        ];
  let at = x + widthOf(label, 11.5) + 8;
  const drawn = chips.map((chip) => {
    const width = widthOf(chip.text, 9) + 9;
    const around = { fill: "#ffffff", stroke: colours.rule, rx: 6 };
    const word = { "font-size": 9, "text-anchor": "middle", fill: colours.quiet };
    const made = box(at, y + 4, width, 14, around) + text(at + width / 2, y + 14, chip.text, word);
    at += width + 4;
    return titled(chip.title, made);
  });
  return [
    ...branch.map((points) => line(points, { stroke: colours.quiet })),
    text(x, y + 15, label, { "font-size": 11.5, fill: colours.ink }),
    ...drawn,
  ];
}

/** Towards the program for what it takes, away from it for what it puts, and a dot for both and for calls. */
export function drawMark(
  way: Way,
  column: Pick<Column, "x" | "width" | "colour" | "program">,
  y: number,
  of: string,
) {
  const x = column.x + column.width / 2;
  const shapes: Record<Way, string> = {
    takes: element("path", {
      d: `M${x - 5.5},${y + 4.5} L${x},${y - 5.5} L${x + 5.5},${y + 4.5} Z`,
      fill: column.colour,
    }),
    puts: element("path", {
      d: `M${x - 5.5},${y - 4.5} L${x},${y + 5.5} L${x + 5.5},${y - 4.5} Z`,
      fill: column.colour,
    }),
    both: element("path", {
      d: `M${x},${y - 6} L${x + 6},${y} L${x},${y + 6} L${x - 6},${y} Z`,
      fill: column.colour,
    }),
    asks: element("circle", { cx: x, cy: y, r: 4.5, fill: column.colour }),
  };
  return titled(`${column.program.name} ${way === "both" ? "puts and takes" : way}: ${of}`, shapes[way]);
}
