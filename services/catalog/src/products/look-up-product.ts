import type { ProductId } from "@shopeasy/contracts/ids";
import { NotFound } from "@shopeasy/platform/errors";
import { and, eq, ne } from "drizzle-orm";
import { products } from "../db/schema";
import type { Deps } from "../deps";

/**
 * That there is a product, for another service. A draft is not told of.
 * @throws NotFound("product-not-found")
 */
export async function lookUpProduct({ database }: Pick<Deps, "database">, productId: ProductId) {
  const [found] = await database.db
    .select({ id: products.id, status: products.status })
    .from(products)
    .where(and(eq(products.id, productId), ne(products.status, "draft")));
  if (!found) throw new NotFound("product-not-found", "There is no such product.");
  return found;
}
