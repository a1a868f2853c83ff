import type { ProductId } from "@shopeasy/contracts/ids";
import { run } from "../db/statement";
import type { Reader } from "../readers/readers";

/** Products that a query names by a SKU. */
export interface SkuMatch {
  ids: ProductId[];
  /** Whether it is the whole SKU of them. */
  isExact: boolean;
}

const none: SkuMatch = { ids: [], isExact: false };
const skuLike = /^[A-Za-z0-9._-]{3,64}$/;
const wordLike = /^[A-Za-z]+$/;
/** A beginning that more have names none of them. */
const most = 1_000;

/**
 * The product that has this SKU, else those with a SKU that begins so. Letters alone are taken for a word, and only a
 * whole SKU is looked for, unless `evenWords`.
 */
export async function findSkus(
  database: Pick<Reader, "sql">,
  query: string,
  { evenWords }: { evenWords: boolean },
): Promise<SkuMatch> {
  if (!skuLike.test(query)) return none;
  const sku = query.toLowerCase();
  const [exact] = await run<{ id: ProductId }>(
    database,
    (give) => `select product_id as id from variants where lower(sku) = ${give(sku)} limit 1`,
  );
  if (exact) return { ids: [exact.id], isExact: true };
  if (wordLike.test(query) && !evenWords) return none;

  // Compared as bytes, as the index is: "{" comes after all that a SKU is made of.
  const begun = await run<{ id: ProductId }>(database, (give) => {
    const from = give(sku);
    return `select distinct product_id as id from (
      select product_id from variants where lower(sku) ~>=~ ${from} and lower(sku) ~<~ (${from} || '{')
    ) begun limit ${most + 1}`;
  });
  return begun.length > most ? none : { ids: begun.map(({ id }) => id), isExact: false };
}
