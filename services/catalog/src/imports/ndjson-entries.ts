import type { InvalidValue } from "@shopeasy/platform/errors";
import { describedBy } from "./described-by";
import { type Entry, lineFaults } from "./entry";
import { type Position, textLines } from "./text-lines";

/** What the lines of an NDJSON file describe, from a position on. */
export async function* ndjsonEntries(
  source: AsyncIterable<Buffer> | Iterable<Buffer>,
  from?: Position,
): AsyncGenerator<Entry> {
  for await (const read of textLines(source, from && { from })) {
    const { number: line, after } = read;
    const described = "fault" in read ? { faults: [fault(read.fault)] } : describedByText(read.text);
    yield "content" in described
      ? { line, lines: 1, after, content: described.content }
      : { line, lines: 1, after, faults: lineFaults({ line }, described.faults) };
  }
}

function describedByText(text: string): ReturnType<typeof describedBy> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { faults: [fault("is not JSON")] };
  }
  return describedBy(value);
}

const fault = (message: string): InvalidValue => ({ path: "", message });
