import type { Tx } from "@shopeasy/platform/database/connect";
import { retrying } from "@shopeasy/platform/database/retrying";
import { PreconditionFailed } from "@shopeasy/platform/errors";
import { eq } from "drizzle-orm";
import { brands, categories, products, stock, variants } from "../db/schema";
import type { Deps } from "../deps";
import { isId, readProduct, unknownProduct } from "./find-product";
import type { ProductContent, ProductToStore, VariantContent } from "./product-content";
import type { ProductDocument } from "./product-document";
import { matchesVersion } from "./product-rules";
import { storeProduct } from "./store-products";

export interface EditRequest {
  idOrSlug: string;
  /** The `If-Match` header. */
  ifMatch: string | undefined;
  staffId: string;
}

/**
 * Changes a product by a function of what it is, and gives it as it is then. The same content given back changes
 * nothing.
 * @throws NotFound `unknown-product`, PreconditionFailed `stale-product`, and what `storeProduct` and `edit` throw
 */
export async function editProduct(
  { database, logger }: Pick<Deps, "database" | "logger">,
  request: EditRequest,
  edit: (content: ProductContent) => ProductContent,
): Promise<ProductDocument> {
  const { product, isChanged } = await retrying(database.db, (tx) => editProductIn(tx, request, edit));
  const { id: productId, slug, status } = product;
  if (isChanged) logger.info("product.changed", { productId, slug, status, staffId: request.staffId });
  return product;
}

/** The same within a transaction of the caller's. */
export async function editProductIn(
  tx: Tx,
  { idOrSlug, ifMatch, staffId }: EditRequest,
  edit: (content: ProductContent) => ProductContent,
): Promise<{ product: ProductDocument; isChanged: boolean }> {
  const current = await lockProduct(tx, idOrSlug);
  if (!matchesVersion(ifMatch, current.version)) {
    throw new PreconditionFailed("stale-product", "Somebody else has changed this product: read it again.");
  }
  const content = edit(current.content);
  const isChanged = content !== current.content;
  if (isChanged) {
    await storeProduct(tx, { id: current.id, version: current.version + 1, content }, staffId);
  }
  return { product: await readProduct(tx, current.id), isChanged };
}

async function lockProduct(tx: Tx, idOrSlug: string): Promise<ProductToStore> {
  const [product] = await tx
    .select({
      id: products.id,
      version: products.version,
      slug: products.slug,
      name: products.name,
      description: products.description,
      brand: brands.slug,
      category: categories.slug,
      tags: products.tags,
      images: products.images,
      options: products.options,
      status: products.status,
      currency: products.currency,
    })
    .from(products)
    .innerJoin(categories, eq(categories.id, products.categoryId))
    .leftJoin(brands, eq(brands.id, products.brandId))
    .where(isId(idOrSlug) ? eq(products.id, idOrSlug) : eq(products.slug, idOrSlug))
    .for("no key update", { of: products });
  if (!product) throw unknownProduct();
  const { id, version, currency, ...content } = product;
  const sold = await tx
    .select()
    .from(variants)
    .innerJoin(stock, eq(stock.sku, variants.sku))
    .where(eq(variants.productId, id))
    .orderBy(variants.position);

  const priced = (amount: number) => ({ amount, currency });
  const sellable = sold.map(
    ({ variants: variant, stock: { lowStockThreshold } }): VariantContent => ({
      sku: variant.sku,
      options: variant.options,
      price: priced(variant.price),
      compareAtPrice: variant.compareAtPrice === null ? null : priced(variant.compareAtPrice),
      weightGrams: variant.weightGrams,
      lowStockThreshold,
    }),
  );
  return { id, version, content: { ...content, variants: sellable } };
}
