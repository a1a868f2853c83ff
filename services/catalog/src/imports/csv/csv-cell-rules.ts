import { type Currency, currencyDecimals } from "@shopeasy/contracts/money";

/**
 * What a spreadsheet takes for a formula at a cell's beginning, and runs, also behind the apostrophe that we put there.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const formula = /^'*[=+\-@\t\r＝＋－＠]/;

/** A cell's text as it is written: an apostrophe before what a spreadsheet would run, one more before one that is there. */
export const guardFormula = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** Takes back what `guardFormula` did. */
export const unguardFormula = (text: string): string =>
  text.startsWith("'") && formula.test(text) ? text.slice(1) : text;

/** Several texts in one cell: `one|two`, with a backslash before a bar or backslash that is a text's own. */
export const joinList = (items: readonly string[]): string =>
  items.map((item) => item.replace(/[\\|]/g, "\\$&")).join("|");

/** Takes back what `joinList` did. Of a blank cell, nothing. */
export function splitList(cell: string): string[] {
  if (cell === "") return [];
  const items = [""];
  for (const [part] of cell.matchAll(/\\[\\|]|./gsu)) {
    if (part === "|") items.push("");
    else items[items.length - 1] += part.length === 2 && part.startsWith("\\") ? part.slice(1) : part;
  }
  return items;
}

/** An amount as people write it, in the currency's major unit: `24900` of USD is `249.00`. */
export function priceText(amount: number, currency: Currency): string {
  const decimals = currencyDecimals[currency];
  const digits = String(amount).padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Takes back what `priceText` did; fewer decimals than the currency has will do. Undefined for what is no such amount. */
export function amountOf(text: string, currency: Currency): number | undefined {
  const [, whole, fraction = ""] = /^(\d{1,12})(?:\.(\d+))?$/.exec(text) ?? [];
  const decimals = currencyDecimals[currency];
  if (whole === undefined || fraction.length > decimals) return undefined;
  return Number(whole + fraction.padEnd(decimals, "0"));
}
