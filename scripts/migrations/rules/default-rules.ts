import type { Node } from "libpg-query";
import { as, contains, lastWord } from "../sql/statement";

/** Functions whose answer is the same for every row of a statement, so that PostgreSQL stores it once. */
const steady = new Set([
  "now",
  "transaction_timestamp",
  "statement_timestamp",
  "timezone",
  "upper",
  "lower",
  "make_interval",
]);

/** Whether a default may differ from row to row; what is not known to be steady may. */
export function isVolatile(expression: Node | undefined): boolean {
  const callsOther = (kind: string, value: unknown) =>
    kind === "FuncCall" && !steady.has(lastWord(as({ FuncCall: value } as Node, "FuncCall")?.funcname));
  return contains(expression, callsOther);
}
