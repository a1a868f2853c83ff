import type {
  AlterTableStmt,
  ColumnDef,
  Constraint,
  CreateFunctionStmt,
  CreateStmt,
  Node,
} from "libpg-query";
import { argumentType, type ColumnType, columnType } from "./column-type";
import { allOf, as, lastWord, type Statement, words } from "./statement";

export interface Column {
  type: ColumnType;
  isRequired: boolean;
}

export interface KnownConstraint {
  kind: "primary" | "unique" | "foreign" | "check" | "exclusion";
  columns: readonly string[];
  /** False as long as it was only promised, by NOT VALID. */
  isValid: boolean;
  /** The column that a check of `column IS NOT NULL` is about. */
  notNullOf: string | null;
}

export interface Table {
  columns: Map<string, Column>;
  constraints: Map<string, KnownConstraint>;
}

export interface Index {
  table: string;
  columns: readonly string[];
  isUnique: boolean;
}

const kinds: Partial<Record<string, KnownConstraint["kind"]>> = {
  CONSTR_PRIMARY: "primary",
  CONSTR_UNIQUE: "unique",
  CONSTR_FOREIGN: "foreign",
  CONSTR_CHECK: "check",
  CONSTR_EXCLUSION: "exclusion",
};

/** PostgreSQL's endings of names that nobody gave. */
const endings = { primary: "pkey", unique: "key", foreign: "fkey", check: "check", exclusion: "excl" };

/** What the migrations so far have made, as far as the rules ask for it; and the changes of it, one statement at a time. */
export class Schema {
  readonly tables = new Map<string, Table>();
  readonly indexes = new Map<string, Index>();
  /** By name: the types of the arguments of each that has it. */
  readonly functions = new Map<string, string[]>();

  apply({ node }: Statement): void {
    const create = as(node, "CreateStmt");
    if (create) this.#createTable(create);
    const alter = as(node, "AlterTableStmt");
    if (alter) this.#alterTable(alter);
    const index = as(node, "IndexStmt");
    if (index?.idxname) {
      this.indexes.set(index.idxname, {
        table: index.relation?.relname ?? "",
        columns: allOf(index.indexParams, "IndexElem").flatMap(({ name }) => name ?? []),
        isUnique: index.unique === true,
      });
    }
    const makeFunction = as(node, "CreateFunctionStmt");
    if (makeFunction) this.#createFunction(makeFunction);
    const drop = as(node, "DropStmt");
    if (drop?.removeType === "OBJECT_TABLE")
      for (const name of droppedNames(drop.objects)) this.tables.delete(name);
    if (drop?.removeType === "OBJECT_INDEX")
      for (const name of droppedNames(drop.objects)) this.indexes.delete(name);
  }

  #createTable({ relation, tableElts }: CreateStmt): void {
    const name = relation?.relname ?? "";
    const table: Table = { columns: new Map(), constraints: new Map() };
    this.tables.set(name, table);
    for (const column of allOf(tableElts, "ColumnDef")) addColumn(name, table, column);
    for (const constraint of allOf(tableElts, "Constraint")) addConstraint(name, table, constraint);
  }

  #alterTable({ relation, cmds }: AlterTableStmt): void {
    const name = relation?.relname ?? "";
    const table = this.tables.get(name);
    if (!table) return;
    for (const { subtype, name: target = "", def } of allOf(cmds, "AlterTableCmd")) {
      const column = table.columns.get(target);
      const constraint = as(def, "Constraint");
      const definition = as(def, "ColumnDef");
      if (subtype === "AT_AddColumn" && definition) addColumn(name, table, definition);
      if (subtype === "AT_DropColumn") table.columns.delete(target);
      if (subtype === "AT_AlterColumnType" && column) column.type = columnType(definition?.typeName);
      if (subtype === "AT_SetNotNull" && column) column.isRequired = true;
      if (subtype === "AT_DropNotNull" && column) column.isRequired = false;
      if (subtype === "AT_AddConstraint" && constraint) addConstraint(name, table, constraint);
      if (subtype === "AT_DropConstraint") table.constraints.delete(target);
      const promised = subtype === "AT_ValidateConstraint" && table.constraints.get(target);
      if (promised) promised.isValid = true;
    }
  }

  #createFunction({ funcname, parameters }: CreateFunctionStmt): void {
    const name = lastWord(funcname);
    const all = new Set([...(this.functions.get(name) ?? []), argumentTypes(parameters)]);
    this.functions.set(name, [...all]);
  }
}

/** `text, int4` */
export const argumentTypes = (parameters: readonly Node[] | undefined): string =>
  (parameters ?? []).flatMap((parameter) => argumentType(parameter) ?? []).join(", ");

/** The names of what a DROP is about; of a trigger, with its table's: `orders.tell`. */
export const droppedNames = (objects: readonly Node[] | undefined): string[] =>
  (objects ?? []).map((object) => {
    const list = as(object, "List");
    if (list)
      return words(list.items)
        .join(".")
        .replace(/^public\./, "");
    const called = as(object, "ObjectWithArgs");
    return lastWord(called?.objname ?? as(object, "TypeName")?.names ?? [object]);
  });

function addColumn(
  tableName: string,
  table: Table,
  { colname = "", typeName, constraints }: ColumnDef,
): void {
  const own = allOf(constraints, "Constraint");
  const isRequired = own.some(({ contype }) => contype === "CONSTR_NOTNULL" || contype === "CONSTR_PRIMARY");
  table.columns.set(colname, { type: columnType(typeName), isRequired });
  for (const constraint of own) addConstraint(tableName, table, constraint, colname);
}

function addConstraint(tableName: string, table: Table, constraint: Constraint, column?: string): void {
  const kind = kinds[constraint.contype ?? ""];
  if (!kind) return;
  const columns = column ? [column] : words(kind === "foreign" ? constraint.fk_attrs : constraint.keys);
  const between = kind === "primary" ? "" : `_${columns.join("_")}`;
  table.constraints.set(constraint.conname ?? `${tableName}${between}_${endings[kind]}`, {
    kind,
    columns,
    isValid: constraint.skip_validation !== true,
    notNullOf: notNullOf(constraint),
  });
}

function notNullOf({ contype, raw_expr }: Constraint): string | null {
  const test = contype === "CONSTR_CHECK" ? as(raw_expr, "NullTest") : undefined;
  if (test?.nulltesttype !== "IS_NOT_NULL") return null;
  return lastWord(as(test.arg, "ColumnRef")?.fields);
}
