import type { AlterTableCmd, Constraint } from "libpg-query";
import { as } from "../sql/statement";
import { type Circumstances, type Found, found } from "./fault";

/** `ADD CONSTRAINT` on a table that is in use. */
export function addedConstraint(
  table: string,
  constraint: Constraint | undefined,
  { schema }: Circumstances,
): Found[] {
  const { contype, conname = "(unnamed)", indexname, skip_validation } = constraint ?? {};
  const subject = `${table}.${conname}`;
  switch (contype) {
    case "CONSTR_FOREIGN":
    case "CONSTR_CHECK":
      if (skip_validation) return [];
      return [found("constraint-scan", subject, `adds the constraint ${conname} to ${table}, not NOT VALID`)];
    case "CONSTR_PRIMARY": {
      if (!indexname)
        return [found("unique-locks", subject, `adds a primary key to ${table}, not USING INDEX`)];
      const known = schema.tables.get(table)?.columns;
      const open = (schema.indexes.get(indexname)?.columns ?? []).filter(
        (column) => known?.get(column)?.isRequired === false,
      );
      return open.map((column) =>
        found("set-not-null", `${table}.${column}`, `makes ${table}.${column} a key while it may be null`),
      );
    }
    default:
      if (indexname) return [];
      return [found("unique-locks", subject, `adds the constraint ${conname} to ${table}, not USING INDEX`)];
  }
}

/** Those that an `ADD COLUMN` brings along: each looks at every row, or builds an index. */
export function columnConstraint(table: string, column: string, { contype }: Constraint): Found[] {
  const subject = `${table}.${column}`;
  const does = `adds the column ${subject} with`;
  switch (contype) {
    case "CONSTR_FOREIGN":
      return [found("constraint-scan", subject, `${does} a foreign key, not NOT VALID`)];
    case "CONSTR_CHECK":
      return [found("constraint-scan", subject, `${does} a check, not NOT VALID`)];
    case "CONSTR_UNIQUE":
    case "CONSTR_PRIMARY":
      return [found("unique-locks", subject, `${does} a unique constraint`)];
    default:
      return [];
  }
}

/** A check or a foreign key that no code names only kept things out; what is unique, an ON CONFLICT may need. */
export function droppedConstraint(table: string, name: string, { schema, isNamed }: Circumstances): Found[] {
  const kind = schema.tables.get(table)?.constraints.get(name)?.kind;
  if ((kind === "check" || kind === "foreign") && !isNamed(name)) return [];
  return [found("drop-constraint", `${table}.${name}`, `drops the constraint ${name} of ${table}`)];
}

/** VALIDATE holds a weak lock for long: whatever was locked before it in the transaction stays locked as long. */
export function validated(table: string, name: string, circumstances: Circumstances): Found[] {
  const { inTransaction, statements, promised } = circumstances;
  const subject = `${table}.${name}`;
  if (promised.has(name)) {
    return [found("validate-early", subject, `validates ${name} in the transaction that adds it`)];
  }
  if (!inTransaction) {
    return statements.length > 1
      ? [found("not-alone", subject, `validates ${name} among other statements`)]
      : [];
  }
  const first = statements.findIndex(({ node }) => !isValidation(node));
  const own = statements.findLastIndex(({ node }) => isValidation(node));
  if (first === -1 || own < first) return [];
  return [
    found("validate-early", subject, `validates ${name} after other statements of the same transaction`),
  ];
}

function isValidation(node: Parameters<typeof as>[0]): boolean {
  const commands = (as(node, "AlterTableStmt")?.cmds ?? []).map((cmd) => as(cmd, "AlterTableCmd"));
  return (
    commands.length > 0 && commands.every((cmd?: AlterTableCmd) => cmd?.subtype === "AT_ValidateConstraint")
  );
}
