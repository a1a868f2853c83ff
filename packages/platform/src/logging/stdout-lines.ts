import { setTimeout as pause } from "node:timers/promises";

/**
 * Lines on their way to stdout. A write is a system call, so lines of ten milliseconds go out in one; those of a process
 * that exits go out as it does. Nobody who writes a line ever waits: what is not taken in time gathers here, and when
 * that is much, what can be spared is left out and counted. One for the process, as stdout is.
 */
let waiting = "";
let isScheduled = false;
/** Whether stdout has more than it can pass on. */
let isHeldUp = false;
let dropped = 0;
let untold = 0;

const largestWrite = 64_000;
const gatheredMs = 10;
const mostWaiting = 4_000_000;

/** `spare`: may be left out when nobody takes lines; `kept`: not so soon; `urgent`: goes out now. */
export type Importance = "spare" | "kept" | "urgent";

/** Writes the line, in a moment or now. */
export function writeLine(line: string, importance: Importance): void {
  const room = importance === "spare" ? mostWaiting : 2 * mostWaiting;
  if (waiting.length > room) {
    dropped++;
    untold++;
    return;
  }
  waiting += line;
  if (importance === "urgent" || waiting.length > largestWrite) {
    flushLines();
    return;
  }
  if (!isScheduled) {
    isScheduled = true;
    setTimeout(flushLines, gatheredMs);
    process.once("exit", flushLines);
  }
}

/** How many lines were left out because nobody took them. */
export const droppedLines = (): number => dropped;

/** Takes how many were left out since it was last called. */
export function takeUntoldDrops(): number {
  const count = untold;
  untold = 0;
  return count;
}

/** Resolves when all lines are out, or after so long. */
export async function linesOut(withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  flushLines();
  while ((waiting !== "" || process.stdout.writableLength > 0) && performance.now() < deadline) {
    await pause(5);
    flushLines();
  }
}

/** Writes what is still waiting. */
function flushLines(): void {
  isScheduled = false;
  process.removeListener("exit", flushLines);
  if (waiting === "" || isHeldUp) return;
  const lines = waiting;
  waiting = "";
  if (process.stdout.write(lines)) return;
  isHeldUp = true;
  process.stdout.once("drain", () => {
    isHeldUp = false;
    flushLines();
  });
}
