import type { InvalidValue } from "@shopeasy/platform/errors";
import { describedBy } from "../described-by";
import { type Entry, lineFaults } from "../entry";
import { longestBytes, type Position } from "../text-lines";
import type { CsvColumn } from "./csv-columns";
import { type CsvLine, csvLines, type Row } from "./csv-lines";
import { productOf } from "./csv-product";

/** More variants than a product may have, so that its schema still sees that they are too many. */
const mostLinesKept = 101;

/** What the lines of a CSV file describe, from a position behind its header on. */
export async function* csvEntries(
  source: AsyncIterable<Buffer> | Iterable<Buffer>,
  from: Position,
  columns: readonly CsvColumn[],
): AsyncGenerator<Entry> {
  let product = new ProductLines(from);
  for await (const line of csvLines(source, from, columns)) {
    const kind = line.row?.kind?.toLowerCase() || "product";
    if (kind === "product" && product.takes(line)) {
      product.add(line);
      continue;
    }
    if (product.count > 0) yield product.entry();
    product = new ProductLines(line.after);
    if (kind === "product") product.add(line);
    else yield { line: line.number, lines: 1, after: line.after, ...placeOf(line, kind) };
  }
  if (product.count > 0) yield product.entry();
}

/** The lines of one product, as they come. */
class ProductLines {
  count = 0;
  private readonly kept: CsvLine[] = [];
  private slug: string | undefined;
  /** Of the lines behind the first, which is bounded by itself. */
  private bytes = 0;

  constructor(private after: Position) {}

  /**
   * Whether a line is one more of this product: it has the same slug, or none. One that can't be made out may be, and
   * without it the product would lose a variant, so it fails with it.
   */
  takes({ row }: CsvLine): boolean {
    return this.count === 0 || !row?.slug || row.slug === this.slug;
  }

  add(line: CsvLine): void {
    this.slug ??= line.row?.slug;
    this.count++;
    if (this.count > 1) this.bytes += line.after.byte - this.after.byte;
    this.after = line.after;
    if (this.kept.length < mostLinesKept && !this.isTooLong) this.kept.push(line);
  }

  entry(): Entry {
    const [first] = this.kept;
    const line = first?.number ?? this.after.line;
    const shape = { line, lines: this.count, after: this.after };
    if (!this.isTooLong) return { ...shape, ...productOf(this.kept) };
    return { ...shape, faults: [{ line, message: `the product is longer than ${longestBytes} bytes` }] };
  }

  private get isTooLong(): boolean {
    return this.bytes > longestBytes;
  }
}

const columnsOfPlaces: Record<string, readonly CsvColumn[]> = {
  category: ["kind", "slug", "name", "parent"],
  brand: ["kind", "slug", "name"],
};

function placeOf({ number: line, ...read }: CsvLine, kind: string): ReturnType<typeof productOf> {
  const fail = (faults: readonly InvalidValue[]) => ({ faults: lineFaults({ line }, faults) });
  if ("fault" in read) return fail([{ path: "", message: read.fault }]);
  const columns = columnsOfPlaces[kind];
  if (!columns) return fail([{ path: "kind", message: "must be product, category or brand" }]);
  const strange = columnsFilled(read.row).filter((column) => !columns.includes(column));
  if (strange.length > 0) {
    return fail(strange.map((path) => ({ path, message: `is not for lines of the kind ${kind}` })));
  }
  const { slug, name, parent } = read.row;
  const described = describedBy({ kind, slug, name, ...(kind === "category" && { parent: parent || null }) });
  return "content" in described ? described : fail(described.faults);
}

const columnsFilled = (row: Row) => (Object.keys(row) as CsvColumn[]).filter((column) => row[column]);
