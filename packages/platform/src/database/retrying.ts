import { setTimeout as delay } from "node:timers/promises";
import { Unavailable } from "../errors";
import { isClash } from "./errors";

interface Transactor<Tx> {
  transaction<Result>(fn: (tx: Tx) => Promise<Result>): Promise<Result>;
}

const ATTEMPTS = 5;

/**
 * Runs `fn` in a transaction, and again (5 times in all, a few milliseconds apart) when it lost to another one by
 * deadlock or serialization failure. `fn` must do nothing but SQL: whatever else it does, it does again.
 * @throws Unavailable `database-busy` when every attempt lost.
 */
export async function retrying<Tx, Result>(
  db: Transactor<Tx>,
  fn: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction(fn);
    } catch (error) {
      if (!isClash(error)) throw error;
      if (attempt === ATTEMPTS) {
        throw new Unavailable("database-busy", "Too many changes at once; try again.", {}, { cause: error });
      }
      await delay(5 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}
