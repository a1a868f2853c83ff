import type { ProductId } from "@shopeasy/contracts/ids";
import { retrying } from "@shopeasy/platform/database/retrying";
import { newId } from "@shopeasy/platform/ids";
import type { Deps } from "../deps";
import { readProduct } from "./find-product";
import { contentOf } from "./product-content";
import type { ProductDocument } from "./product-document";
import type { NewProduct } from "./product-schemas";
import { storeProduct } from "./store-products";

/**
 * Takes a product into the catalogue, with nothing of it in stock yet.
 * @throws InvalidInput where its parts don't fit, or for an unknown brand or category; Conflict `slug-in-use`, `sku-in-use`
 */
export async function createProduct(
  { database, logger }: Pick<Deps, "database" | "logger">,
  product: NewProduct,
  staffId: string,
): Promise<ProductDocument> {
  const id = newId() as ProductId;
  const created = await retrying(database.db, async (tx) => {
    await storeProduct(tx, { id, version: 1, content: contentOf(product) }, staffId);
    return readProduct(tx, id);
  });
  logger.info("product.created", { productId: id, slug: created.slug, staffId });
  return created;
}
