import type { StoreDeps } from "../store-deps";
import type { ImportCounts } from "./store-batch";

const manyChanges = 1_000;

/**
 * After a large import PostgreSQL looks at how the tables are now. By itself it does so within a minute, and until then
 * plans the customers' queries for the small tables that it knew.
 */
export async function learnSizes(
  { database }: StoreDeps,
  { created, updated }: Pick<ImportCounts, "created" | "updated">,
): Promise<void> {
  if (created + updated < manyChanges) return;
  await database.sql`analyze products, variants, stock, categories, brands, search_words`;
}
