/**
 * Lines on their way to stdout. A write is a system call (and on a pipe it waits), so lines of ten milliseconds go out
 * in one; those of a process that exits go out as it does. One for the process, as stdout is.
 */
let waiting = "";
let scheduled = false;

const LARGEST_WRITE = 64_000;
const GATHERED_MS = 10;

/** Writes the line in a moment, or now where `urgent`. */
export function writeLine(line: string, urgent: boolean): void {
  waiting += line;
  if (urgent || waiting.length > LARGEST_WRITE) {
    flushLines();
    return;
  }
  if (!scheduled) {
    scheduled = true;
    setTimeout(flushLines, GATHERED_MS);
    process.once("exit", flushLines);
  }
}

/** Writes what is still waiting. */
function flushLines(): void {
  scheduled = false;
  process.removeListener("exit", flushLines);
  if (waiting !== "") {
    const lines = waiting;
    waiting = "";
    process.stdout.write(lines);
  }
}
