import { UnreadableFile } from "../entry";

const optionNumbers = [1, 2, 3, 4, 5] as const;

/** The three columns of each of a product's options. */
export const optionColumns = optionNumbers.map(
  (number) =>
    ({
      name: `option${number}Name`,
      values: `option${number}Values`,
      value: `option${number}Value`,
    }) as const,
);

/** What all variants of a product share: on its first line, and blank or the same on the others. */
export const productColumns = [
  "name",
  "description",
  "brand",
  "category",
  "tags",
  "status",
  "images",
  "imageAlts",
  "currency",
  ...optionColumns.flatMap(({ name, values }) => [name, values]),
] as const;

/** What each variant has of its own. */
const variantColumns = [
  ...optionColumns.map(({ value }) => value),
  "sku",
  "price",
  "compareAtPrice",
  "weightGrams",
  "lowStockThreshold",
  "stock",
] as const;

/** In the order in which they are written. */
export const allColumns = ["kind", "slug", ...productColumns, ...variantColumns, "parent"] as const;
export type CsvColumn = (typeof allColumns)[number];

const requiredColumns = [
  "slug",
  "name",
  "category",
  "status",
  "currency",
  "sku",
  "price",
] as const satisfies CsvColumn[];

/** Names are matched whatever their case. */
const columnsByName = new Map<string, CsvColumn>(allColumns.map((column) => [column.toLowerCase(), column]));

/**
 * The columns that a header line names, in its order.
 * @throws UnreadableFile where one is unknown, named twice or missing
 */
export function readHeader(cells: readonly string[]): CsvColumn[] {
  const named = cells.map((cell) => cell.trim());
  const unknown = named.filter((name) => !columnsByName.has(name.toLowerCase()));
  if (unknown.length > 0) {
    throw new UnreadableFile(
      `The header line has the unknown ${columnsText(unknown)}. Known are ${allColumns.join(", ")}.`,
    );
  }
  const columns = named.flatMap((name) => columnsByName.get(name.toLowerCase()) ?? []);
  const twice = columns.filter((column, index) => columns.indexOf(column) < index);
  if (twice.length > 0) throw new UnreadableFile(`The header line has twice the ${columnsText(twice)}.`);
  const missing = requiredColumns.filter((column) => !columns.includes(column));
  if (missing.length > 0) throw new UnreadableFile(`The header line lacks the ${columnsText(missing)}.`);
  return columns;
}

const mostNamed = 10;
const longestName = 40;

const columnsText = (names: readonly string[]) =>
  `column${names.length > 1 ? "s" : ""} ${names
    .slice(0, mostNamed)
    .map((name) => `"${name.slice(0, longestName)}"`)
    .join(", ")}`;
