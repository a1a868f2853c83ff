import { isUtf8 } from "node:buffer";

/** A line with its number, from 1; its text, or why it can't be read. */
export type TextLine = { number: number; text: string } | { number: number; fault: string };

/** A product with 100 variants takes some 30 kB. */
const longestBytes = 1_000_000;

const newline = 0x0a;

/**
 * The lines of a stream of bytes, blank ones left out. A line that is too long is skipped as it comes, so that no more
 * than `longest` bytes of it are ever held.
 */
export async function* textLines(
  source: AsyncIterable<Buffer> | Iterable<Buffer>,
  longest = longestBytes,
): AsyncGenerator<TextLine> {
  let number = 1;
  let parts: Buffer[] = [];
  let bytes = 0;

  const take = (part: Buffer) => {
    bytes += part.length;
    if (bytes <= longest) parts.push(part);
    else parts = [];
  };
  const finish = (): TextLine | undefined => {
    const line = bytes > longest ? tooLong(number, longest) : readLine(number, Buffer.concat(parts));
    number++;
    parts = [];
    bytes = 0;
    return line;
  };

  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      take(chunk.subarray(start, end));
      const line = finish();
      if (line) yield line;
      start = end + 1;
    }
    take(chunk.subarray(start));
  }
  const last = finish();
  if (last) yield last;
}

const tooLong = (number: number, longest: number): TextLine => ({
  number,
  fault: `is longer than ${longest} bytes`,
});

function readLine(number: number, bytes: Buffer): TextLine | undefined {
  if (!isUtf8(bytes)) return { number, fault: "is not UTF-8" };
  // `trim` takes off the carriage return of a Windows file, and the byte order mark at its beginning.
  const text = bytes.toString().trim();
  return text === "" ? undefined : { number, text };
}
