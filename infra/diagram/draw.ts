import type { SynthesizedStack } from "../commands/synthesized-stack";
import { drawAround } from "./around";
import { colours } from "./colours";
import { Inventory } from "./inventory";
import { columnsOf, drawMark, drawPanels, drawPrograms, middleOf } from "./lanes";
import { programsOf } from "./programs";
import { panelsOf } from "./rows";
import { drawing, text } from "./svg";
import type { Way } from "./ways";
import { drawWaysIn, waysInEnd } from "./ways-in";

const width = 1280;
const margin = 20;
const right = width - margin;

/**
 * One environment as its stacks describe it: the ways in above; below them a column for each program, a row for each
 * thing that programs talk to, and a mark where they do, by security groups and permissions; what is around it last.
 */
export function drawStacks(stacks: readonly SynthesizedStack[]): string {
  const inventory = new Inventory(stacks);
  const programs = programsOf(inventory);
  const columns = columnsOf(programs, right);
  const services = columns.filter(({ program }) => program.kind === "service");
  const waysIn = drawWaysIn(
    inventory,
    new Map(services.map((column) => [column.program.name, middleOf(column)])),
  );
  const boxes = drawPrograms(columns, waysInEnd + 2);
  const panels = drawPanels(panelsOf(inventory, programs), columns, { top: boxes.end, right });
  const around = drawAround(inventory, { top: panels.end + 22, left: margin, right: right + 8 });
  const environment = stacks[0]?.environment ?? "";
  const heading = { "font-size": 13, "font-weight": 600, fill: colours.ink };
  return drawing(width, around.end + 12, `ShopEasy's infrastructure, ${environment}`, [
    text(margin, 28, `ShopEasy on AWS: ${environment}`, { ...heading, "font-size": 16 }),
    ...legend(),
    ...waysIn,
    ...boxes.parts,
    ...panels.parts,
    text(margin, panels.end + 14, "besides, by stack", heading),
    ...around.parts,
  ]);
}

/** What the marks mean, from the right. */
function legend(): string[] {
  const meanings: [Way, string][] = [
    ["asks", "asks"],
    ["puts", "puts in"],
    ["takes", "takes out"],
    ["both", "both"],
  ];
  return meanings.flatMap(([way, meaning], index) => {
    const x = right - 300 + index * 78;
    const column = { x: x - 10, width: 0, colour: colours.way, program: programOf(meaning) };
    return [
      drawMark(way, column, 24, meaning),
      text(x, 28, meaning, { "font-size": 11, fill: colours.quiet }),
    ];
  });
}

const programOf = (name: string) => ({
  name,
  group: name,
  kind: "",
  roles: [],
  securityGroups: [],
  holds: [],
});
