import type { AlterTableCmd, ColumnDef } from "libpg-query";
import { columnType, isSerial, isWidened, typeText } from "../sql/column-type";
import { allOf, as } from "../sql/statement";
import { columnConstraint } from "./constraint-rules";
import { isVolatile } from "./default-rules";
import { type Circumstances, type Found, found } from "./fault";

/** `ADD COLUMN` to a table that is in use. */
export function addedColumn(table: string, definition: ColumnDef): Found[] {
  const { colname = "", typeName } = definition;
  const subject = `${table}.${colname}`;
  const constraints = allOf(definition.constraints, "Constraint");
  const of = (contype: string) => constraints.find((constraint) => constraint.contype === contype);
  const brought = constraints.flatMap((constraint) => columnConstraint(table, colname, constraint));
  if (of("CONSTR_GENERATED")) {
    return [found("stored-column", subject, `adds the stored column ${subject}`), ...brought];
  }
  if (of("CONSTR_IDENTITY") || isSerial(columnType(typeName))) {
    return [found("stored-column", subject, `adds the numbered column ${subject}`), ...brought];
  }
  const fallback = of("CONSTR_DEFAULT");
  if (of("CONSTR_NOTNULL") && !fallback) {
    return [
      found("required-column", subject, `adds the column ${subject}, NOT NULL without a DEFAULT`),
      ...brought,
    ];
  }
  if (fallback && isVolatile(fallback.raw_expr)) {
    return [
      found("volatile-default", subject, `adds the column ${subject} with a volatile DEFAULT`),
      ...brought,
    ];
  }
  return brought;
}

export function retypedColumn(
  table: string,
  { name = "", def }: AlterTableCmd,
  { schema }: Circumstances,
): Found[] {
  const subject = `${table}.${name}`;
  const definition = as(def, "ColumnDef");
  const from = schema.tables.get(table)?.columns.get(name)?.type;
  const to = columnType(definition?.typeName);
  const isSafe = from && !definition?.raw_default && !definition?.collClause && isWidened(from, to);
  if (isSafe) return [];
  const before = from ? ` from ${typeText(from)}` : "";
  return [found("change-type", subject, `changes the type of ${subject}${before} to ${typeText(to)}`)];
}

/** PostgreSQL spares itself the look at every row where a check that holds says so already. */
export function requiredColumn(table: string, column: string, { schema, promised }: Circumstances): Found[] {
  const known = schema.tables.get(table);
  const proofs = [...(known?.constraints ?? [])].filter(([, { notNullOf }]) => notNullOf === column);
  if (known?.columns.get(column)?.isRequired) return [];
  if (proofs.some(([name, { isValid }]) => isValid && !promised.has(name))) return [];
  const subject = `${table}.${column}`;
  return [found("set-not-null", subject, `sets ${subject} NOT NULL without a validated check`)];
}

export function changedDefault(
  table: string,
  { name = "", def }: AlterTableCmd,
  { schema }: Circumstances,
): Found[] {
  const subject = `${table}.${name}`;
  const mayBeNull = schema.tables.get(table)?.columns.get(name)?.isRequired === false;
  return def || mayBeNull ? [] : [found("drop-default", subject, `drops the default of ${subject}`)];
}
