import { randomFillSync, randomUUID } from "node:crypto";
import { V7Generator } from "uuidv7";

/** A UUIDv7: later ids sort after earlier ones, so rows are stored in the order they were made. */
export function newId(): string {
  return generator.generate().toString();
}

/** A UUIDv4, where the id is itself the secret: 122 random bits, and no time in it. */
export function newSecretId(): string {
  return randomUUID();
}

/** Asking the system for random bytes costs more than all else of an id, so they are taken in bulk. */
const pool = new Uint32Array(1024);
let used = pool.length;

const generator = new V7Generator({
  nextUint32() {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    return Number(pool[used++]);
  },
});
