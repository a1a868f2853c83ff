import { isUtf8 } from "node:buffer";

/** Where a file can be taken up again: a byte at which a line begins, and the line's number. */
export interface Position {
  byte: number;
  line: number;
}

export const beginning: Position = { byte: 0, line: 1 };

/** A line with its number; its text, or why it can't be read and how it begins. */
export type TextLine = { number: number; after: Position } & (
  | { text: string }
  | { fault: string; head: Buffer }
);

/** The index of the newline that ends a line, or -1: asked of all bytes in their order, each once. */
export type FindEnd = (bytes: Buffer, start: number) => number;

/** A product with 100 variants takes some 30 kB. */
export const longestBytes = 1_000_000;
const headBytes = 4_096;

const newline = 0x0a;
const atNewline: FindEnd = (bytes, start) => bytes.indexOf(newline, start);

interface LineOptions {
  /** Where the bytes begin in their file. */
  from?: Position;
  longest?: number;
  findEnd?: FindEnd;
}

/**
 * The lines of a stream of bytes, blank ones left out. A line that is too long is skipped as it comes, so that no more
 * than `longest` bytes of it are ever held.
 */
export async function* textLines(
  source: AsyncIterable<Buffer> | Iterable<Buffer>,
  { from = beginning, longest = longestBytes, findEnd = atNewline }: LineOptions = {},
): AsyncGenerator<TextLine> {
  let at = from;
  let line = new LineBytes(longest);

  const finish = (): TextLine | undefined => {
    const number = at.line;
    at = { byte: at.byte + line.bytes, line: at.line + line.newlines };
    const read = line.read();
    line = new LineBytes(longest);
    return read && { number, after: at, ...read };
  };

  for await (const chunk of source) {
    let start = 0;
    for (let end = findEnd(chunk, 0); end !== -1; end = findEnd(chunk, start)) {
      line.take(chunk.subarray(start, end + 1));
      const finished = finish();
      if (finished) yield finished;
      start = end + 1;
    }
    if (start < chunk.length) line.take(chunk.subarray(start));
  }
  const last = finish();
  if (last) yield last;
}

/** What came of one line so far: all of it, or how it begins once it is too long. */
class LineBytes {
  bytes = 0;
  newlines = 0;
  private parts: Buffer[] = [];

  constructor(private readonly longest: number) {}

  private get isTooLong(): boolean {
    return this.bytes > this.longest;
  }

  take(part: Buffer): void {
    const wasTooLong = this.isTooLong;
    this.bytes += part.length;
    this.newlines += newlinesIn(part);
    if (wasTooLong) return;
    this.parts.push(part);
    // A copy: a part of a chunk would keep the whole chunk.
    if (this.isTooLong) this.parts = [Buffer.from(this.head())];
  }

  read(): { text: string } | { fault: string; head: Buffer } | undefined {
    if (this.isTooLong) return { fault: `is longer than ${this.longest} bytes`, head: this.head() };
    const [only = Buffer.alloc(0), ...more] = this.parts;
    const all = more.length === 0 ? only : Buffer.concat(this.parts);
    if (!isUtf8(all)) return { fault: "is not UTF-8", head: this.head() };
    // `trim` takes off the carriage return of a Windows file, and the byte order mark at its beginning.
    const text = all.toString().trim();
    return text === "" ? undefined : { text };
  }

  private head(): Buffer {
    return Buffer.concat(this.parts).subarray(0, headBytes);
  }
}

function newlinesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) count++;
  return count;
}
