import { loadModule, type Node, parseSync } from "libpg-query";
import { MigrationsError } from "../migrations-error";
import type { Statement } from "./statement";

/** Must be awaited once, before the first `parseSql`: the parser is WebAssembly. */
export const loadParser = (): Promise<void> => loadModule();

interface Parsed {
  stmts?: { stmt: Node; stmt_location?: number }[];
}

/**
 * The statements of a text, by PostgreSQL's own parser. `name` is for messages, as is how many lines come before.
 * @throws MigrationsError where PostgreSQL would not understand it
 */
export function parseSql(text: string, name: string, linesBefore = 0): Statement[] {
  const bytes = Buffer.from(text);
  return parse(text, name, linesBefore).map(({ stmt, stmt_location = 0 }) => ({
    node: stmt,
    line: linesBefore + lineOf(bytes, stmt_location),
  }));
}

function parse(text: string, name: string, linesBefore: number): NonNullable<Parsed["stmts"]> {
  try {
    return (parseSync(text) as Parsed).stmts ?? [];
  } catch (error) {
    const { message, sqlDetails } = error as Error & { sqlDetails?: { cursorPosition: number } };
    const line = linesBefore + text.slice(0, sqlDetails?.cursorPosition ?? 0).split("\n").length;
    throw new MigrationsError(`${name}:${line}: PostgreSQL does not understand it: ${message}`);
  }
}

/** Of the statement's first word: the parser counts in bytes, and takes the comments before it as its own. */
function lineOf(bytes: Buffer, start: number): number {
  const before = bytes.subarray(0, start).toString().split("\n").length;
  const [comments = ""] =
    /^(\s|--[^\n]*(\n|$)|\/\*[\s\S]*?\*\/)*/.exec(bytes.subarray(start).toString()) ?? [];
  return before + comments.split("\n").length - 1;
}
