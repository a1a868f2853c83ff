import type { ProductId } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { newId } from "@shopeasy/platform/ids";
import { sql } from "drizzle-orm";
import { contentOf, type ProductContent } from "../products/product-content";
import { storeProducts } from "../products/store-products";
import type { ProductLine } from "./import-line-schemas";
import { faultsOf, type Outcome } from "./outcome";

/**
 * Stores products, each of another slug, and says in their order what became of each.
 * @throws Conflict where somebody else took a slug or a SKU at this very moment
 */
export async function importProducts(tx: Tx, lines: readonly ProductLine[]): Promise<Outcome[]> {
  const slugs = lines.map(({ slug }) => slug);
  const existing = await tx.execute<{ id: ProductId; slug: string; version: number }>(sql`
    select id, slug, version from products where slug = any(${sql.param(slugs)}::text[])
    order by id for no key update`);
  const bySlug = new Map(existing.map((product) => [product.slug, product]));
  const products = lines.map((line) => {
    const before = bySlug.get(line.slug);
    const id = before?.id ?? (newId() as ProductId);
    return { id, version: (before?.version ?? 0) + 1, content: importedContent(line) };
  });

  const refusals = await storeProducts(tx, products);
  return products.map(({ id, version }): Outcome => {
    const refusal = refusals.get(id);
    if (refusal) return { faults: faultsOf(refusal) };
    return version === 1 ? "created" : "updated";
  });
}

function importedContent({ kind: _, ...product }: ProductLine): ProductContent {
  const content = contentOf(product);
  const stock = new Map(product.variants.map((variant) => [variant.sku, variant.stock ?? 0]));
  return {
    ...content,
    variants: content.variants.map((variant) => ({ ...variant, initialStock: stock.get(variant.sku) ?? 0 })),
  };
}
