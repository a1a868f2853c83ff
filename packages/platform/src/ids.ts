import { randomUUID } from "node:crypto";
import { uuidv7 } from "uuidv7";

/** A UUIDv7: later ids sort after earlier ones, so rows are stored in the order they were made. */
export function newId(): string {
  return uuidv7();
}

/** A UUIDv4, where the id is itself the secret: 122 random bits, and no time in it. */
export function newSecretId(): string {
  return randomUUID();
}
