import type { InvalidValue } from "@shopeasy/platform/errors";
import type { ImportLine } from "./import-line-schemas";
import type { Position } from "./text-lines";

export interface LineFault {
  line: number;
  message: string;
}

/** One thing that a file describes: a line of NDJSON, or all lines of a CSV's product. */
export type Entry = {
  /** The number of its first line. */
  line: number;
  /** How many lines it takes. */
  lines: number;
  after: Position;
} & (Described | { faults: readonly LineFault[] });

export interface Described {
  content: ImportLine;
  /** The lines of a product's variants, where each has its own. */
  variantLines?: readonly number[];
}

/** A file that can't be taken in at all; the message says why. */
export class UnreadableFile extends Error {
  override name = "UnreadableFile";
}

const mostFaults = 10;
const longestMessage = 1_000;

/** Faults of what an entry describes, by the lines that they are on: `slug: must be …; variants[0].sku: …`. */
export function lineFaults(
  { line, variantLines }: { line: number; variantLines?: readonly number[] },
  faults: readonly InvalidValue[],
): LineFault[] {
  const byLine = new Map<number, string[]>();
  for (const { path, message } of faults) {
    const [, index, rest = ""] = (variantLines && /^variants\[(\d+)\]\.?(.*)$/s.exec(path)) ?? [];
    const own = variantLines?.[Number(index)];
    const [place, where] = own === undefined ? [line, path] : [own, rest];
    byLine.set(place, [...(byLine.get(place) ?? []), where ? `${where}: ${message}` : message]);
  }
  return [...byLine].map(([number, messages]) => ({
    line: number,
    message: messages.slice(0, mostFaults).join("; ").slice(0, longestMessage),
  }));
}
