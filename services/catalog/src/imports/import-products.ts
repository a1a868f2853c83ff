import type { ProductId } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { newId } from "@shopeasy/platform/ids";
import { sql } from "drizzle-orm";
import type { StoreDeps } from "../deps";
import { contentOf, type ProductContent } from "../products/product-content";
import { storeProducts } from "../products/store-products";
import type { ProductLine } from "./import-line-schemas";
import { isRefusal, type NumberedLine, type Outcome, outcomeOf, refusalText } from "./outcome";

/** Stores products, each of another slug, in one transaction, and says in their order what became of each. */
export async function importProducts(
  deps: StoreDeps,
  lines: readonly NumberedLine<ProductLine>[],
): Promise<Outcome[]> {
  try {
    return await deps.database.db.transaction((tx) => storeLines(tx, lines));
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  // Somebody else took a slug or a SKU at this very moment: one by one, only that line fails.
  const outcomes: Outcome[] = [];
  for (const each of lines) {
    const store = (tx: Tx) => storeLines(tx, [each]);
    const alone = async () => (await deps.database.db.transaction(store))[0] ?? "updated";
    outcomes.push(await outcomeOf(alone));
  }
  return outcomes;
}

async function storeLines(tx: Tx, lines: readonly NumberedLine<ProductLine>[]): Promise<Outcome[]> {
  const slugs = lines.map(({ line }) => line.slug);
  const existing = await tx.execute<{ id: ProductId; slug: string; version: number }>(sql`
    select id, slug, version from products where slug = any(${sql.param(slugs)}::text[])
    order by id for no key update`);
  const bySlug = new Map(existing.map((product) => [product.slug, product]));
  const products = lines.map(({ line }) => {
    const before = bySlug.get(line.slug);
    const id = before?.id ?? (newId() as ProductId);
    return { id, version: (before?.version ?? 0) + 1, content: importedContent(line) };
  });

  const refusals = await storeProducts(tx, products);
  return products.map(({ id, version }): Outcome => {
    const refusal = refusals.get(id);
    if (refusal) return { fault: refusalText(refusal) };
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
