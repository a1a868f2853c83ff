import { crc32 } from "node:zlib";
import { z } from "zod";
import { InvalidInput } from "../errors";
import { faultOfReceived } from "../received-rules";
import { wholeNumberQuery } from "./whole-number-query";

/** The query of every list: `?limit=` (1 to 100, default 20) and `?cursor=`; spread it into a route's own schema. */
export const listQuery = {
  limit: wholeNumberQuery(1, 100).default(20),
  cursor: z.string().max(1024).optional(),
};

/** An opaque cursor that holds `position` (anything JSON can say), with a checksum that tells a damaged one. */
export function encodeCursor(position: unknown): string {
  const json = Buffer.from(JSON.stringify(position));
  return Buffer.concat([checksumOf(json), json]).toString("base64url");
}

/**
 * The position that a cursor holds, parsed by `schema`.
 * @throws InvalidInput at path `cursor` when it is damaged, or is another list's.
 */
export function decodeCursor<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  const position = schema.safeParse(contentOf(text));
  if (!position.success) throw damagedCursor();
  return position.data;
}

/** What a cursor is refused with that a list did not give out. */
export const damagedCursor = () =>
  new InvalidInput([{ path: "cursor", message: "is not a cursor that this list gave out" }]);

/**
 * A page of a list from rows read with one more than `limit`: the one too many says that there is a next page, whose
 * cursor is the position of the last row shown.
 */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => unknown,
): { items: Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? encodeCursor(positionOf(last)) : null };
}

/**
 * Undefined for anything that `encodeCursor` did not write; base64 itself lets several texts mean the same bytes. A
 * checksum is no signature: what is said in a cursor is as little to be trusted as a body.
 */
function contentOf(text: string): unknown {
  const bytes = Buffer.from(text, "base64url");
  const json = bytes.subarray(4);
  if (bytes.toString("base64url") !== text || !bytes.subarray(0, 4).equals(checksumOf(json)))
    return undefined;
  try {
    const content: unknown = JSON.parse(json.toString());
    return faultOfReceived(content) ? undefined : content;
  } catch {
    return undefined;
  }
}

function checksumOf(json: Buffer): Buffer {
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(json));
  return checksum;
}
