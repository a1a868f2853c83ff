import type { Db } from "@shopeasy/platform/database/connect";
import type { Deps } from "../deps";
import type { ImportLine, PlaceLine } from "../imports/import-line-schemas";
import type { FileFormat } from "../imports/import-schemas";
import { csvHeaderText, csvTextOf } from "./csv-rows";
import { readPlaces, readProducts } from "./read-catalogue";

/**
 * The whole catalogue as text, piece by piece, drafts and archived products included: what `POST /products/import` takes
 * in again. Nothing is read that is not asked for.
 */
export async function exportCatalogue(
  { database: { db }, logger }: Pick<Deps, "database" | "logger">,
  { format, staffId }: { format: FileFormat; staffId: string },
): Promise<AsyncIterable<string>> {
  // Before the answer begins, so that a database that is down can still be told of.
  const places = await readPlaces(db);

  return (async function* () {
    let lines = 0;
    if (format === "csv") yield csvHeaderText();
    for await (const page of catalogueLines(db, places)) {
      lines += page.length;
      yield format === "csv" ? csvTextOf(page) : ndjsonTextOf(page);
    }
    logger.info("catalogue.exported", { format, lines, staffId });
  })();
}

const ndjsonTextOf = (lines: readonly ImportLine[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join("");

/** Categories and brands before the products that name them, those too that are made while the export runs. */
async function* catalogueLines(db: Db, places: PlaceLine[]): AsyncGenerator<ImportLine[]> {
  const written = new Set(places.map(keyOf));
  yield places;
  for await (const page of readProducts(db)) {
    const isWritten = page.every(
      ({ category, brand }) =>
        written.has(`category ${category}`) && (!brand || written.has(`brand ${brand}`)),
    );
    if (!isWritten) {
      const more = (await readPlaces(db)).filter((place) => !written.has(keyOf(place)));
      for (const place of more) written.add(keyOf(place));
      yield more;
    }
    yield page;
  }
}

const keyOf = ({ kind, slug }: PlaceLine) => `${kind} ${slug}`;
