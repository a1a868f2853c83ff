import { CsvError, parse } from "csv-parse/sync";
import { UnreadableFile } from "../entry";
import { type FindEnd, type Position, type TextLine, textLines } from "../text-lines";
import { unguardFormula } from "./csv-cell-rules";
import { type CsvColumn, readHeader } from "./csv-columns";

/** The cells of a line, by their columns; blank for a column that the file does not have. */
export type Row = Readonly<Partial<Record<CsvColumn, string>>>;

/** A line of a CSV file: its cells, or why it can't be read and which product it seems to be of. */
export type CsvLine = { number: number; after: Position } & ({ row: Row } | { fault: string; row?: Row });

export interface CsvHeader {
  columns: CsvColumn[];
  after: Position;
}

type Source = AsyncIterable<Buffer> | Iterable<Buffer>;

/** @throws UnreadableFile where the first line is no header of ours */
export async function csvHeader(source: Source): Promise<CsvHeader> {
  for await (const line of textLines(source, { findEnd: outsideQuotes() })) {
    if ("fault" in line) throw new UnreadableFile(`The header line ${line.fault}.`);
    return { columns: readHeader(cellsOf(line.text) ?? [line.text]), after: line.after };
  }
  throw new UnreadableFile("The file has no header line.");
}

/** The lines of a CSV file from a position behind its header on, those without any text left out. */
export async function* csvLines(
  source: Source,
  from: Position,
  columns: readonly CsvColumn[],
): AsyncGenerator<CsvLine> {
  for await (const line of textLines(source, { from, findEnd: outsideQuotes() })) {
    const read = readLine(line, columns);
    if (read) yield { number: line.number, after: line.after, ...read };
  }
}

function readLine(line: TextLine, columns: readonly CsvColumn[]) {
  if ("fault" in line) return { fault: line.fault, ...beginningOf(line.head, columns) };
  const cells = cellsOf(line.text);
  if (!cells) {
    const fault = "is not CSV: a cell with a quote in it stands in quotes, and its own are doubled";
    return { fault, ...beginningOf(Buffer.from(line.text), columns) };
  }
  if (cells.every((cell) => cell.trim() === "")) return undefined;
  const row = rowOf(cells, columns);
  if (cells.length === columns.length) return { row };
  const count = cells.length === 1 ? "one cell" : `${cells.length} cells`;
  return { fault: `has ${count}, and the header has ${columns.length}`, row };
}

/** What can be made out of a line that can't be read, to know the product that lacks it. */
function beginningOf(head: Buffer, columns: readonly CsvColumn[]): { row?: Row } {
  const text = head.toString("latin1");
  const cells = cellsOf(text, true) ?? cellsOf(`${text}"`, true);
  return cells && cells.length > columns.indexOf("slug") ? { row: rowOf(cells, columns) } : {};
}

function rowOf(cells: readonly string[], columns: readonly CsvColumn[]): Row {
  return Object.fromEntries(
    columns.map((column, index) => [column, unguardFormula(cells[index]?.trim() ?? "")]),
  );
}

function cellsOf(text: string, isLenient = false): string[] | undefined {
  try {
    const [cells] = parse(text, {
      relax_column_count: true,
      relax_quotes: isLenient,
      record_delimiter: "\n",
    }) as string[][];
    return cells;
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

const quote = 0x22;
const comma = 0x2c;
const newline = 0x0a;

/** Finds newlines that end a line: those in quotes are a cell's own. As RFC 4180 has it, only a cell's first character opens quotes. */
function outsideQuotes(): FindEnd {
  let place: "cell-start" | "plain" | "quoted" | "quote-in-quoted" = "cell-start";

  return (bytes, start) => {
    for (let at = start; at < bytes.length; at++) {
      const byte = bytes[at];
      if (place === "quoted") {
        if (byte === quote) place = "quote-in-quoted";
      } else if (byte === newline) {
        place = "cell-start";
        return at;
      } else if (byte === comma) {
        place = "cell-start";
      } else if (byte === quote && place !== "plain") {
        place = "quoted";
      } else {
        place = "plain";
      }
    }
    return -1;
  };
}
