import type { Node } from "libpg-query";
import type { Schema } from "../sql/schema";
import { allOf, as, lastWord, type Statement } from "../sql/statement";
import type { Fault } from "./fault";
import { judgeStatement } from "./judge-statement";

export interface Judged {
  statements: readonly Statement[];
  inTransaction: boolean;
}

/**
 * What the version now running could not live with, and what locks long, in one migration. `schema` is what the migrations
 * before it made, and afterwards holds what this one makes, too.
 */
export function judgeMigration(
  { statements, inTransaction }: Judged,
  schema: Schema,
  isNamed: (word: string) => boolean,
): Fault[] {
  const made = new Set<string>();
  const promised = new Set<string>();
  const faults: Fault[] = [];
  for (const statement of statements) {
    faults.push(...judgeStatement(statement, { schema, made, promised, inTransaction, statements, isNamed }));
    schema.apply(statement);
    for (const name of namesMade(statement.node)) made.add(name);
    for (const name of constraintsAdded(statement.node)) promised.add(name);
  }
  const isAlone = faults.some(({ rule }) => rule === "not-alone");
  return inTransaction || isAlone ? faults : [...faults, ...judgeAlone(statements)];
}

/** What may do without a transaction: all else is undone by one when it fails. */
function judgeAlone(statements: readonly Statement[]): Fault[] {
  return statements
    .filter(({ node }) => !isForAlone(node))
    .map(({ line }) => ({
      rule: "not-alone" as const,
      subject: "no transaction",
      does: "runs a statement outside of a transaction that needs one",
      line,
    }));
}

function isForAlone(node: Node): boolean {
  const commands = allOf(as(node, "AlterTableStmt")?.cmds, "AlterTableCmd");
  if (commands.length > 0) return commands.every(({ subtype }) => subtype === "AT_ValidateConstraint");
  return (
    as(node, "IndexStmt")?.concurrent === true ||
    as(node, "DropStmt")?.concurrent === true ||
    as(node, "ReindexStmt") !== undefined
  );
}

/** Tables, types, functions, sequences and views. One that may be there already counts as in use. */
function namesMade(node: Node): string[] {
  const table = as(node, "CreateStmt") ?? as(node, "CreateSeqStmt");
  const relation =
    (table && !table.if_not_exists
      ? (as(node, "CreateStmt")?.relation ?? as(node, "CreateSeqStmt")?.sequence)
      : undefined) ??
    as(node, "CreateTableAsStmt")?.into?.rel ??
    as(node, "ViewStmt")?.view;
  const made = as(node, "CreateFunctionStmt");
  return [
    relation?.relname ?? "",
    lastWord(as(node, "CreateEnumStmt")?.typeName),
    lastWord(as(node, "CompositeTypeStmt") ? [] : undefined),
    made && !made.replace ? lastWord(made.funcname) : "",
    lastWord(as(node, "DefineStmt")?.defnames),
  ].filter((name) => name !== "");
}

const constraintsAdded = (node: Node): string[] =>
  allOf(as(node, "AlterTableStmt")?.cmds, "AlterTableCmd").flatMap(({ subtype, def }) =>
    subtype === "AT_AddConstraint" ? (as(def, "Constraint")?.conname ?? []) : [],
  );
