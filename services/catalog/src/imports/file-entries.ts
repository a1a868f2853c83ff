import { csvEntries } from "./csv/csv-entries";
import { csvHeader } from "./csv/csv-lines";
import type { Entry } from "./entry";
import type { FileFormat } from "./import-schemas";
import { ndjsonEntries } from "./ndjson-entries";
import type { Position } from "./text-lines";

/**
 * What a file describes, from a position on. `open` gives its bytes from one on.
 * @throws UnreadableFile
 */
export async function* fileEntries(
  format: FileFormat,
  open: (byte: number) => AsyncIterable<Buffer>,
  from: Position,
): AsyncGenerator<Entry> {
  if (format === "ndjson") {
    yield* ndjsonEntries(open(from.byte), from);
    return;
  }
  const { columns, after } = await csvHeader(open(0));
  const start = from.byte < after.byte ? after : from;
  yield* csvEntries(open(start.byte), start, columns);
}
