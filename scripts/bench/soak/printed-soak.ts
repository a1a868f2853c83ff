import { mostGrowth } from "../goals";
import { machineLine } from "../report/printed";
import { readable, table } from "../report/table";
import { sum } from "../statistics";
import type { SoakProcess, SoakResults } from "./soak-results";

/** What a soak prints at its end. */
export function printedSoak(results: SoakResults): string {
  const { machine, commit, processes, slices, settings, growth } = results;
  const failed = slices.find(({ firstError }) => firstError !== null);
  const restarted = processes.filter(({ hasRestarted }) => hasRestarted).map(({ name }) => name);
  const parts = [
    machineLine(machine, commit),
    table(head, processes.map(rowOf)),
    `  ${durationOf(settings.seconds)} of ${settings.rate} things a second: ${answered(results)}.`,
    failed && `  ! The first error: ${failed.firstError}`,
    restarted.length > 0 && `  ! Ended in between and were started again: ${restarted.join(", ")}`,
    `  Memory of the shop's processes at rest, after the soak against before: ${growth.toFixed(3)} × ` +
      `(at most ${mostGrowth}): ${growth <= mostGrowth ? "holds" : "missed"}.`,
  ];
  return parts.filter(Boolean).join("\n\n");
}

/** Whether it shows what nobody wants to see: errors, or processes that ended. Growth is a goal, and no failure. */
export const hasFailed = ({ slices, processes }: SoakResults): boolean =>
  slices.some(({ errors, unsent }) => errors + unsent > 0) ||
  processes.some(({ hasRestarted }) => hasRestarted);

const durationOf = (seconds: number): string =>
  seconds < 120 ? `${Math.round(seconds)} seconds` : `${Math.round(seconds / 60)} minutes`;

const head = [
  "at rest: before, after",
  "MiB",
  "MiB",
  "heap",
  "heap",
  "files",
  "files",
  "sockets",
  "sockets",
  "MiB an hour",
];

function rowOf({ name, isJudged, before, after, trend }: SoakProcess): string[] {
  const heap = (value: number | null) => (value === null ? "" : readable(value));
  return [
    isJudged ? name : `(${name})`,
    ...[before.memory, after.memory].map(readable),
    ...[before.heap, after.heap].map(heap),
    ...[before.files, after.files, before.sockets, after.sockets].map(readable),
    `${trend.slope.toFixed(1)} ± ${(2 * trend.error).toFixed(1)}`,
  ];
}

function answered({ slices }: SoakResults): string {
  const rate = sum(slices.map((slice) => slice.rate)) / slices.length;
  const errors = sum(slices.map((slice) => slice.errors));
  const unsent = sum(slices.map((slice) => slice.unsent));
  return `${readable(rate)} a second were answered, ${errors} with an error, ${unsent} could not be sent`;
}
