import { Currency } from "@shopeasy/contracts/money";
import type { InvalidValue } from "@shopeasy/platform/errors";
import { describedBy } from "../described-by";
import { type Described, type LineFault, lineFaults } from "../entry";
import { amountOf, splitList } from "./csv-cell-rules";
import { type CsvColumn, optionColumns, productColumns } from "./csv-columns";
import type { CsvLine, Row } from "./csv-lines";

type ReadLine = CsvLine & { row: Row };

/** The product that some lines describe together, one for each variant; or what is wrong with which of them. */
export function productOf(lines: readonly CsvLine[]): Described | { faults: LineFault[] } {
  const unreadable = lines.flatMap((line) =>
    "fault" in line ? { line: line.number, message: line.fault } : [],
  );
  const read = lines.filter((line): line is ReadLine => !("fault" in line));
  const [first] = read;
  if (!first || unreadable.length > 0) return { faults: unreadable };
  const faults = read.flatMap(({ number: line, row }) => lineFaults({ line }, cellFaults(row, first.row)));
  if (faults.length > 0) return { faults };

  const variantLines = read.map(({ number }) => number);
  const described = describedBy(productFrom(first.row, read));
  if ("content" in described) return { content: described.content, variantLines };
  return { faults: lineFaults({ line: first.number, variantLines }, described.faults) };
}

function productFrom(first: Row, lines: readonly ReadLine[]) {
  const { slug, name, description = "", brand, category, status, currency = "" } = first;
  const options = optionColumns.flatMap((columns) => {
    const optionName = first[columns.name];
    const given = splitList(first[columns.values] ?? "");
    const used = lines.flatMap(({ row }) => row[columns.value] || []);
    const values = given.length > 0 ? given : [...new Set(used)];
    return optionName ? [{ name: optionName, values, column: columns.value }] : [];
  });
  return {
    kind: "product",
    slug,
    name,
    description,
    brand: brand || null,
    category,
    tags: splitList(first.tags ?? ""),
    status,
    images: imagesFrom(first),
    options: options.map(({ column: _, ...option }) => option),
    variants: lines.map(({ row }) => ({
      sku: row.sku,
      options: Object.fromEntries(options.map((option) => [option.name, row[option.column] ?? ""])),
      price: priceFrom(row.price, currency),
      compareAtPrice: row.compareAtPrice ? priceFrom(row.compareAtPrice, currency) : null,
      ...countsFrom(row),
    })),
  };
}

function imagesFrom({ images = "", imageAlts = "" }: Row) {
  const alts = splitList(imageAlts);
  return splitList(images).map((url, index) => ({ url, alt: alts[index] ?? "" }));
}

const countColumns = ["weightGrams", "lowStockThreshold", "stock"] as const;

const countsFrom = (row: Row) =>
  Object.fromEntries(countColumns.flatMap((column) => (row[column] ? [[column, Number(row[column])]] : [])));

const priceFrom = (text: string | undefined, currency: string) => ({
  amount: amountOf(text ?? "", currency as Currency),
  currency,
});

/** What a cell says that no schema can be asked about, since it would not know the cell. */
function cellFaults(row: Row, first: Row): InvalidValue[] {
  const faults: InvalidValue[] = [];
  const say = (path: CsvColumn, message: string) => faults.push({ path, message });
  const currency = Currency.safeParse(first.currency);

  if (row.parent) say("parent", "is for lines of the kind category");
  if (row === first && !currency.success) say("currency", `must be one of ${Currency.options.join(", ")}`);
  for (const column of productColumns) {
    if (row[column] && row[column] !== first[column]) say(column, "differs from the product's first line");
  }
  for (const { name, value } of optionColumns) {
    if (row[value] && !first[name]) say(value, `stands under no ${name}`);
  }
  if (splitList(row.imageAlts ?? "").length > Math.max(1, splitList(row.images ?? "").length)) {
    say("imageAlts", "has more texts than there are images");
  }
  for (const column of ["price", "compareAtPrice"] as const) {
    const isBlank = !row[column] && column === "compareAtPrice";
    if (currency.success && !isBlank && amountOf(row[column] ?? "", currency.data) === undefined) {
      say(column, `must be an amount of ${currency.data} such as 24.90, without sign or separators`);
    }
  }
  for (const column of countColumns) {
    if (row[column] && !/^\d{1,9}$/.test(row[column])) say(column, "must be a whole number");
  }
  return faults;
}
