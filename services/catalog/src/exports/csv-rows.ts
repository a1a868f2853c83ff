import { stringify } from "csv-stringify/sync";
import { guardFormula, joinList, priceText } from "../imports/csv/csv-cell-rules";
import { allColumns, optionColumns } from "../imports/csv/csv-columns";
import type { Row } from "../imports/csv/csv-lines";
import type { ImportLine, ProductLine } from "../imports/import-line-schemas";

/** Spreadsheets take a file without it for one in the alphabet of their country. */
const byteOrderMark = "\uFEFF";

export const csvHeaderText = (): string => byteOrderMark + csvText([[...allColumns]]);

export const csvTextOf = (lines: readonly ImportLine[]): string =>
  csvText(lines.flatMap(rowsOf).map((row) => allColumns.map((column) => guardFormula(row[column] ?? ""))));

/** Each line break in a cell is quoted, whichever it is: outside of quotes it would end the line. */
const csvText = (rows: readonly string[][]): string =>
  stringify([...rows], { record_delimiter: "\r\n", quoted_match: /[\r\n]/ });

/** As `productOf` and its like read them. */
function rowsOf(line: ImportLine): Row[] {
  if (line.kind === "product") return productRows(line);
  const { kind, slug, name } = line;
  return [{ kind, slug, name, ...(line.kind === "category" && line.parent && { parent: line.parent }) }];
}

function productRows(product: ProductLine): Row[] {
  const { slug, options, variants } = product;
  const shared = sharedCells(product);
  return variants.map((variant, index) => ({
    slug,
    ...(index === 0 && shared),
    ...Object.fromEntries(
      options.map(({ name }, place) => [optionColumns[place]?.value, variant.options[name]]),
    ),
    sku: variant.sku,
    price: priceText(variant.price.amount, variant.price.currency),
    ...(variant.compareAtPrice && {
      compareAtPrice: priceText(variant.compareAtPrice.amount, variant.compareAtPrice.currency),
    }),
    weightGrams: String(variant.weightGrams ?? ""),
    lowStockThreshold: String(variant.lowStockThreshold ?? ""),
    stock: String(variant.stock ?? ""),
  }));
}

function sharedCells(product: ProductLine): Row {
  const { name, description, brand, category, tags, status, images, options, variants } = product;
  const alts = images.map(({ alt }) => alt);
  return {
    name,
    description,
    ...(brand && { brand }),
    category,
    tags: joinList(tags),
    status,
    images: joinList(images.map(({ url }) => url)),
    ...(alts.some(Boolean) && { imageAlts: joinList(alts) }),
    ...(variants[0] && { currency: variants[0].price.currency }),
    ...Object.fromEntries(
      options.flatMap((option, place) => {
        const columns = optionColumns[place];
        const used = [...new Set(variants.map((variant) => variant.options[option.name] ?? ""))];
        // Written only where the variants don't tell: then a spreadsheet's user may just add a line.
        const values = joinList(option.values) === joinList(used) ? "" : joinList(option.values);
        return [
          [columns?.name, option.name],
          [columns?.values, values],
        ];
      }),
    ),
  };
}
