import type {
  A_Expr,
  CreateTableAsStmt,
  DeleteStmt,
  InsertStmt,
  LockStmt,
  Node,
  RefreshMatViewStmt,
  SelectStmt,
  TruncateStmt,
  UpdateStmt,
  VacuumStmt,
} from "libpg-query";
import { allOf, as, contains, lastWord } from "../sql/statement";
import { type Circumstances, found, type Judge } from "./fault";

/** More rows than these at once are for a program. */
const MOST_ROWS = 10_000;

const judgeChange =
  (does: string): Judge<UpdateStmt | DeleteStmt> =>
  ({ relation, whereClause }, circumstances) => {
    const table = relation?.relname ?? "";
    if (circumstances.made.has(table) || isBound(table, whereClause, circumstances)) return [];
    return [found("long-write", table, `${does} rows of ${table} without a bound`)];
  };

export const judgeUpdate = judgeChange("updates");
export const judgeDelete = judgeChange("deletes");

/** By values of a key, or by a subquery that says how many at most. */
function isBound(table: string, where: Node | undefined, { schema }: Circumstances): boolean {
  const constraints = [...(schema.tables.get(table)?.constraints.values() ?? [])];
  const keys = constraints.filter(({ kind, columns }) => /primary|unique/.test(kind) && columns.length === 1);
  const isKey = (column: string) => keys.some(({ columns }) => columns[0] === column);
  const parts =
    as(where, "BoolExpr")?.boolop === "AND_EXPR" ? as(where, "BoolExpr")?.args : where ? [where] : [];
  return (parts ?? []).some((part) => {
    const comparison = as(part, "A_Expr");
    if (comparison)
      return isKey(lastWord(as(comparison.lexpr, "ColumnRef")?.fields)) && isByValues(comparison);
    const select = as(as(part, "SubLink")?.subselect, "SelectStmt");
    return as(part, "SubLink")?.subLinkType === "ANY_SUBLINK" && select !== undefined && isLimited(select);
  });
}

function isByValues({ kind, name, rexpr }: A_Expr): boolean {
  if (kind !== "AEXPR_IN" && kind !== "AEXPR_OP") return false;
  return lastWord(name) === "=" && !contains(rexpr, (part) => part === "ColumnRef" || part === "SelectStmt");
}

const isLimited = ({ limitCount }: SelectStmt): boolean => {
  const limit = as(limitCount, "A_Const")?.ival?.ival;
  return limit !== undefined && limit <= MOST_ROWS;
};

/** Rows copied out of a table that is in use. */
export const judgeInsert: Judge<InsertStmt> = ({ relation, selectStmt }, circumstances) =>
  judgeCopy(relation?.relname ?? "", as(selectStmt, "SelectStmt"), circumstances);

export const judgeTableOf: Judge<CreateTableAsStmt> = ({ into, query }, circumstances) =>
  judgeCopy(into?.rel?.relname ?? "", as(query, "SelectStmt"), circumstances);

const judgeCopy = (into: string, select: SelectStmt | undefined, { schema, made }: Circumstances) => {
  if (!select || isLimited(select)) return [];
  const isInUse = (name: unknown) => typeof name === "string" && schema.tables.has(name) && !made.has(name);
  const readsTable = contains(select, (kind, value) => kind === "relname" && isInUse(value));
  return readsTable
    ? [found("long-write", into, `fills ${into} from a table that is in use, without a LIMIT`)]
    : [];
};

export const judgeTruncate: Judge<TruncateStmt> = ({ relations }, { made }) =>
  allOf(relations, "RangeVar")
    .filter(({ relname = "" }) => !made.has(relname))
    .map(({ relname = "" }) => found("truncate", relname, `truncates ${relname}`));

export const judgeLock: Judge<LockStmt> = ({ relations }, { made }) =>
  allOf(relations, "RangeVar")
    .filter(({ relname = "" }) => !made.has(relname))
    .map(({ relname = "" }) => found("explicit-lock", relname, `locks the table ${relname}`));

export const judgeVacuum: Judge<VacuumStmt> = ({ rels, is_vacuumcmd, options }) => {
  const [table = "the database"] = allOf(rels, "VacuumRelation").flatMap(
    ({ relation }) => relation?.relname ?? [],
  );
  if (!is_vacuumcmd) return [];
  const isFull = allOf(options, "DefElem").some(({ defname }) => defname === "full");
  return [found("table-rewrite", table, `runs VACUUM${isFull ? " FULL" : ""} on ${table}`)];
};

export const judgeRefresh: Judge<RefreshMatViewStmt> = ({ relation, concurrent }) => {
  const view = relation?.relname ?? "";
  return concurrent ? [] : [found("index-locks", view, `refreshes the view ${view}, not CONCURRENTLY`)];
};
