import { PgDialect } from "drizzle-orm/pg-core";

/**
 * From now on drizzle does not find out of what type each parameter is: a fifth of what it takes to write a statement,
 * and only AWS's Data API asks for it.
 */
export function leaveParametersUntyped(): void {
  Object.defineProperty(PgDialect.prototype, "prepareTyping", { configurable: true, value: () => "none" });
}
