import { createHash } from "node:crypto";
import { InvalidInput } from "../errors";

const VISIBLE_ASCII = /^[\x21-\x7e]{1,255}$/;

/**
 * The value of an Idempotency-Key header.
 * @throws InvalidInput when it is missing, or is not 1 to 255 visible ASCII characters.
 */
export function parseIdempotencyKey(header: string | undefined): string {
  if (header === undefined) {
    throw new InvalidInput([{ path: "Idempotency-Key", message: "is required" }]);
  }
  if (!VISIBLE_ASCII.test(header)) {
    throw new InvalidInput([
      { path: "Idempotency-Key", message: "must be 1 to 255 visible ASCII characters" },
    ]);
  }
  return header;
}

/** The same for bodies that say the same: the order of members does not matter, nor do members that are undefined. */
export function fingerprint(body: unknown): string {
  return createHash("sha256").update(canonical(body)).digest("hex");
}

function canonical(value: unknown): string {
  if (value === undefined) return "";
  return JSON.stringify(value, (_name, member: unknown) => {
    if (typeof member !== "object" || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
