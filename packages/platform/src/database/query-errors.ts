import { PgPreparedQuery } from "drizzle-orm/pg-core";
import { translateDatabaseError } from "./errors";

/**
 * From now on drizzle's queries throw the driver's own error, translated. By itself drizzle wraps it in one whose
 * message holds every value of the query: addresses and password hashes on their way to a log or a trace.
 */
export function throwPlainErrors(): void {
  Object.defineProperty(PgPreparedQuery.prototype, "queryWithCache", {
    configurable: true,
    value: async (_text: string, _values: unknown[], run: () => Promise<unknown>) => {
      try {
        return await run();
      } catch (error) {
        throw translateDatabaseError(error);
      }
    },
  });
}
