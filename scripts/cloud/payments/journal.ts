import {
  appendFileSync,
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
} from "node:fs";
import { join } from "node:path";

/** A file that only grows: one JSON record a line. */
export type Journal<Entry> = { append(entry: Entry): void; close(): void };

/**
 * Reads back what `folder` holds, a record at a time, and cuts off a last line that a killed process left half
 * written: nobody was told of it. A line broken anywhere else is an error that names it.
 */
export function readJournal<Entry>(folder: string, replay: (entry: Entry) => void): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "journal.ndjson");
  if (!statSync(file, { throwIfNoEntry: false })) return;

  const bytes = readFileSync(file);
  let start = 0;
  let lineNumber = 0;
  for (let end = bytes.indexOf("\n"); end !== -1; end = bytes.indexOf("\n", start)) {
    lineNumber += 1;
    replay(parseLine(bytes.toString("utf8", start, end), `${file}:${lineNumber}`));
    start = end + 1;
  }
  if (start < bytes.length) truncateSync(file, start);
}

/**
 * Writes `entries` as the whole of the journal, so that it does not grow for ever, and goes on from there. The old
 * one stays until the new one is complete on disk.
 */
export function rewriteJournal<Entry>(folder: string, entries: Iterable<Entry>): Journal<Entry> {
  const file = join(folder, "journal.ndjson");
  const fresh = openSync(`${file}.new`, "w");
  for (const entry of entries) appendFileSync(fresh, `${JSON.stringify(entry)}\n`);
  fsyncSync(fresh);
  closeSync(fresh);
  renameSync(`${file}.new`, file);

  const handle = openSync(file, "a");
  let size = statSync(file).size;
  return {
    append(entry) {
      const line = Buffer.from(`${JSON.stringify(entry)}\n`);
      try {
        // Written before anybody is answered. The page cache outlives a killed process, so no fsync at each line.
        appendFileSync(handle, line);
        size += line.length;
      } catch (cause) {
        ftruncateSync(handle, size);
        throw new Error(`The payment journal cannot be written: ${file}`, { cause });
      }
    },
    close: () => closeSync(handle),
  };
}

function parseLine<Entry>(line: string, where: string): Entry {
  try {
    return JSON.parse(line) as Entry;
  } catch (cause) {
    throw new Error(`The payment journal is damaged at ${where}; move it away to begin anew`, { cause });
  }
}
