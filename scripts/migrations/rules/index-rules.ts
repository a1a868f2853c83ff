import type { DropStmt, IndexStmt, ReindexStmt } from "libpg-query";
import { droppedNames } from "../sql/schema";
import { allOf } from "../sql/statement";
import { type Circumstances, type Found, found, type Judge } from "./fault";

export const judgeIndex: Judge<IndexStmt> = (index, circumstances) => {
  const { idxname = "(unnamed)", concurrent, if_not_exists } = index;
  const table = index.relation?.relname ?? "";
  if (concurrent)
    return outside(`makes the index ${idxname}`, idxname, if_not_exists === true, circumstances);
  if (circumstances.made.has(table)) return [];
  return [found("index-locks", idxname, `makes the index ${idxname} on ${table}, not CONCURRENTLY`)];
};

/** One that is unique is more than fast: an ON CONFLICT may need it. */
export function droppedIndexes(drop: DropStmt, circumstances: Circumstances): Found[] {
  return droppedNames(drop.objects).flatMap((name) => {
    const known = circumstances.schema.indexes.get(name);
    if (known && circumstances.made.has(known.table)) return [];
    const isCounted = known?.isUnique !== false || circumstances.isNamed(name);
    const used = isCounted ? [found("drop-constraint", name, `drops the unique index ${name}`)] : [];
    const does = `drops the index ${name}`;
    return drop.concurrent
      ? [...used, ...outside(does, name, drop.missing_ok === true, circumstances)]
      : [...used, found("index-locks", name, `${does}, not CONCURRENTLY`)];
  });
}

export const judgeReindex: Judge<ReindexStmt> = ({ relation, name, params }, circumstances) => {
  const subject = relation?.relname ?? name ?? "the database";
  const does = `rebuilds ${subject}`;
  return allOf(params, "DefElem").some(({ defname }) => defname === "concurrently")
    ? outside(does, subject, true, circumstances)
    : [found("index-locks", subject, `${does}, not CONCURRENTLY`)];
};

function outside(
  does: string,
  subject: string,
  canBeRepeated: boolean,
  { inTransaction, statements }: Circumstances,
): Found[] {
  if (inTransaction)
    return [found("concurrently-in-transaction", subject, `${does} CONCURRENTLY, in a transaction`)];
  if (statements.length > 1)
    return [found("not-alone", subject, `${does} CONCURRENTLY, among other statements`)];
  return canBeRepeated ? [] : [found("not-alone", subject, `${does} CONCURRENTLY, and can't be repeated`)];
}
