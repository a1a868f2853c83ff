import { shopEvent } from "@shopeasy/contracts/events";
import type { ProductId } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { brokenUniqueness } from "@shopeasy/platform/database/errors";
import { type AppError, Conflict } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { announce } from "@shopeasy/platform/outbox/announce";
import { sql } from "drizzle-orm";
import { type ThresholdChange, thresholdEvents } from "../inventory/stock-rules";
import { rememberWords } from "../search/remember-words";
import { checkProducts, type LockedStock } from "./check-products";
import type { ProductToStore } from "./product-content";
import { priceRange } from "./product-rules";
import { storeVariants } from "./store-variants";

/**
 * Writes products with their variants, announces them, and gives the refusals of those that can't be written: an
 * InvalidInput, or a Conflict `sku-in-use` or `variant-reserved`. A product that is there already must be locked.
 * Set-based, so that 200 of an import cost hardly more statements than one that staff edit.
 * @throws Conflict `slug-in-use`
 */
export async function storeProducts(
  tx: Tx,
  products: readonly ProductToStore[],
  staffId?: string,
): Promise<Map<ProductId, AppError>> {
  const { sound, refusals, removed, locked } = await checkProducts(tx, products);
  if (sound.length === 0) return refusals;
  await writeProducts(tx, sound);
  await storeVariants(tx, sound, removed, staffId);
  await announceProducts(tx, sound, locked);
  await rememberWords(
    tx,
    sound.map(({ id }) => id),
  );
  return refusals;
}

/** The same for one product, whose refusal is thrown. */
export async function storeProduct(tx: Tx, product: ProductToStore, staffId: string): Promise<void> {
  const [refusal] = (await storeProducts(tx, [product], staffId)).values();
  if (refusal) throw refusal;
}

async function writeProducts(tx: Tx, products: readonly ProductToStore[]): Promise<void> {
  const rows = products.map(({ id, version, content }) => {
    const { variants, ...rest } = content;
    const { from, to } = priceRange(variants);
    return { ...rest, id, version, currency: variants[0]?.price.currency, price_from: from, price_to: to };
  });
  try {
    await tx.execute(sql`
      insert into products (id, version, slug, name, description, brand_id, category_id, tags, images, options, status,
        currency, price_from, price_to, sort_name, search)
      select p.id, p.version, p.slug, p.name, p.description, b.id, c.id, p.tags, p.images, p.options, p.status,
        p.currency, p.price_from, p.price_to, shop_words(p.name),
        product_search(p.name, b.name, p.tags, p.description)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p(id uuid, version int, slug text, name text,
        description text, brand text, category text, tags text[], images jsonb, options jsonb, status text,
        currency text, price_from int, price_to int)
      join categories c on c.slug = p.category left join brands b on b.slug = p.brand
      on conflict (id) do update set version = excluded.version, slug = excluded.slug, name = excluded.name,
        description = excluded.description, brand_id = excluded.brand_id, category_id = excluded.category_id,
        tags = excluded.tags, images = excluded.images, options = excluded.options, status = excluded.status,
        currency = excluded.currency, price_from = excluded.price_from, price_to = excluded.price_to,
        sort_name = excluded.sort_name, search = excluded.search, updated_at = now()`);
  } catch (error) {
    if (brokenUniqueness(error) !== "products_slug_unique") throw error;
    throw new Conflict("slug-in-use", "Another product has this slug.");
  }
}

async function announceProducts(
  tx: Tx,
  products: readonly ProductToStore[],
  locked: readonly LockedStock[],
): Promise<void> {
  const occurredAt = new Date();
  const events = products.map(({ id, version, content }) =>
    shopEvent(
      "product.changed",
      { id: newId(), occurredAt, aggregateId: id, aggregateVersion: version },
      { productId: id, slug: content.slug, status: content.status },
    ),
  );
  const low = thresholdEvents(thresholdChanges(products, locked), { now: occurredAt, newId });
  await announce(tx, [...events, ...low]);
}

function thresholdChanges(
  products: readonly ProductToStore[],
  locked: readonly LockedStock[],
): ThresholdChange[] {
  const stocks = new Map(locked.map((stock) => [stock.sku, stock]));
  return products.flatMap(({ id, content }) =>
    content.variants.flatMap(({ sku, lowStockThreshold: threshold }) => {
      const stock = stocks.get(sku);
      if (!stock) return [];
      const { onHand, reserved, version, lowStockThreshold: before } = stock;
      return [{ sku, productId: id, available: onHand - reserved, version, before, threshold }];
    }),
  );
}
