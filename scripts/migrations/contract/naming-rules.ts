import type { Source } from "../sources";
import type { Schema } from "../sql/schema";

/** `undo_reason` is `undoReason` in the code. */
const camel = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const either = (...names: readonly string[]): string =>
  [...new Set(names)].map((name) => name.replace(/[^\w]/g, "\\$&")).join("|");

const wordIn = (text: string, ...names: readonly string[]): boolean =>
  new RegExp(`(?<![\\w-])(?:${either(...names)})(?![\\w-])`).test(text);

/** Whether any of the sources has this word, as SQL or as the code writes it. */
export const isWordNamed = (sources: readonly Source[], word: string): boolean =>
  sources.some(({ text }) => wordIn(text, word, camel(word)));

/**
 * The files that still name `subject` (`orders`, `orders.coupon`, `function_name`), where `schema` is what is left without it.
 * A column whose name another table has, too, is looked for beside its table's name and in its table's declaration only.
 */
export function filesThatName(subject: string, sources: readonly Source[], schema: Schema): string[] {
  const [owner = "", part] = subject.split(".");
  const isElsewhere = [...schema.tables.values()].some(({ columns }) => part && columns.has(part));
  const names = (text: string) => {
    if (!part) return namesWhole(text, owner);
    if (!isElsewhere) return wordIn(text, part, camel(part));
    const dotted = new RegExp(
      `\\b(?:${either(owner, camel(owner))})"?\\."?(?:${either(part, camel(part))})\\b`,
    );
    return (
      dotted.test(text) || declarationsOf(text, owner).some((declared) => wordIn(declared, part, camel(part)))
    );
  };
  return sources.filter(({ text }) => names(text)).map(({ path }) => path);
}

/** A table is named where it is declared, and in SQL; anything else, a function say, by its word. */
function namesWhole(text: string, name: string): boolean {
  if (declarationsOf(text, name).length > 0) return true;
  const isWord = name.includes("_") && wordIn(text, name);
  return isWord || new RegExp(`\\b(?:from|join|into|update)\\s+"?${either(name)}\\b`, "i").test(text);
}

/** What is written from `pgTable("name"` to the next declaration. */
const declarationsOf = (text: string, table: string): string[] =>
  text
    .split(/(?=\bpg(?:Table|View|Enum|Sequence)\()/)
    .filter((part) => new RegExp(`^pg\\w+\\(\\s*["'\`]${either(table)}["'\`]`).test(part));
