import type { ProductId } from "@shopeasy/contracts/ids";
import type { Reader } from "../readers/readers";
import { findSkus, type SkuMatch } from "./find-skus";
import { lookUpWords } from "./look-up-words";
import { readWords } from "./read-words";
import { mendableWords, mendedTerms } from "./search-rules";
import { type SearchTerms, termsOf } from "./search-terms";

type Database = Pick<Reader, "sql">;

/** What a query searches for: products with its words, and those that a SKU names. */
export interface ProductSearch {
  terms: SearchTerms | undefined;
  skus: readonly ProductId[];
  /** Whether the query is the whole SKU of these. */
  isExactSku: boolean;
}

/** What is searched for by a query as it was typed; undefined where it says nothing. */
export async function findTyped(database: Database, query: string): Promise<ProductSearch | undefined> {
  const [words, skus] = await Promise.all([
    readWords(database, query),
    findSkus(database, query, { evenWords: false }),
  ]);
  return searchFor(termsOf(words), skus);
}

/** The same where that finds nothing: slips are forgiven. Undefined where a word is nowhere near anything. */
export async function findMended(database: Database, query: string): Promise<ProductSearch | undefined> {
  const [words, skus] = await Promise.all([
    readWords(database, query),
    findSkus(database, query, { evenWords: true }),
  ]);
  const known = await lookUpWords(database, mendableWords(words));
  return searchFor(mendedTerms(words, known), skus);
}

function searchFor(terms: SearchTerms | undefined, skus: SkuMatch): ProductSearch | undefined {
  if (!terms && skus.ids.length === 0) return undefined;
  return { terms, skus: skus.ids, isExactSku: skus.isExact };
}
