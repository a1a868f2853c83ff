import type { Node, TypeName } from "libpg-query";
import { allOf, as, words } from "./statement";

/** A type as far as it matters for changing it. */
export interface ColumnType {
  /** PostgreSQL's own name: `int4` for integer, `bpchar` for char. */
  name: string;
  /** As in `numeric(12, 2)`. */
  modifiers: readonly number[];
  isArray: boolean;
}

export function columnType(type: TypeName | undefined): ColumnType {
  return {
    name: words(type?.names).at(-1) ?? "",
    modifiers: allOf(type?.typmods, "A_Const").map(({ ival }) => ival?.ival ?? 0),
    isArray: (type?.arrayBounds ?? []).length > 0,
  };
}

export const typeText = ({ name, modifiers, isArray }: ColumnType): string =>
  `${name}${modifiers.length > 0 ? `(${modifiers.join(", ")})` : ""}${isArray ? "[]" : ""}`;

/** Types that are short for an integer and a sequence. */
export const isSerial = ({ name }: ColumnType): boolean => /^((small|big)?serial|serial[248])$/.test(name);

/**
 * Whether PostgreSQL changes it without rewriting the table or its indexes (ALTER TABLE, "Notes"), and whoever wrote the
 * old type can go on doing so.
 */
export function isWidened(from: ColumnType, to: ColumnType): boolean {
  if (from.isArray !== to.isArray) return false;
  const [wasFirst, wasSecond] = from.modifiers;
  const [first, second] = to.modifiers;
  const grows = first === undefined || (wasFirst !== undefined && first >= wasFirst);
  if (from.name === "varchar" && to.name === "text") return true;
  if (from.name !== to.name) return false;
  switch (from.name) {
    case "varchar":
    case "varbit":
    case "timestamp":
    case "timestamptz":
    case "time":
    case "timetz":
      return grows;
    case "numeric":
      return first === undefined || (grows && (second ?? 0) === (wasSecond ?? 0));
    default:
      return typeText(from) === typeText(to);
  }
}

/** The type of a function's argument, as text. */
export const argumentType = (parameter: Node): string | undefined => {
  const { mode, argType } = as(parameter, "FunctionParameter") ?? {};
  return mode === "FUNC_PARAM_OUT" || mode === "FUNC_PARAM_TABLE" ? undefined : typeText(columnType(argType));
};
