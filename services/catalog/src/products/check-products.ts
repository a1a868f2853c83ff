import type { ProductId, Sku } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { type AppError, Conflict, InvalidInput } from "@shopeasy/platform/errors";
import { sql } from "drizzle-orm";
import type { ProductContent, ProductToStore } from "./product-content";
import { productFaults } from "./product-rules";

/** A SKU that there is stock of, and the product that sells it now. */
export interface LockedStock {
  sku: Sku;
  productId: ProductId | null;
  onHand: number;
  reserved: number;
  lowStockThreshold: number;
  version: number;
}

export interface CheckedProducts {
  sound: ProductToStore[];
  /** Why the others can't be written, by product. */
  refusals: Map<ProductId, AppError>;
  /** Stock of variants that the sound ones no longer have. */
  removed: LockedStock[];
  /** All stock that is locked. */
  locked: LockedStock[];
}

/**
 * Tells products that can be written from those that can't, and locks the stock of all they have or had. In SKU order
 * and before anything is written: so does everybody who changes stock.
 */
export async function checkProducts(tx: Tx, products: readonly ProductToStore[]): Promise<CheckedProducts> {
  const known = await knownPlaces(tx, products);
  const locked = await lockStock(tx, products);
  const stocks = indexed(locked);
  const refusals = new Map<ProductId, AppError>();
  const claimed = new Map<Sku, ProductId>();

  for (const { id, content } of products) {
    const refusal = faultOf(content, known) ?? conflictOf(id, content, stocks, claimed);
    if (refusal) refusals.set(id, refusal);
    else for (const { sku } of content.variants) claimed.set(sku, id);
  }
  const sound = products.filter(({ id }) => !refusals.has(id));
  const removed = sound.flatMap(({ id, content }) => removedFrom(id, content, stocks));
  return { sound, refusals, removed, locked };
}

interface KnownPlaces {
  categories: ReadonlySet<string>;
  brands: ReadonlySet<string>;
}

async function knownPlaces(tx: Tx, products: readonly ProductToStore[]): Promise<KnownPlaces> {
  const categories = [...new Set(products.map(({ content }) => content.category))];
  const brands = [...new Set(products.flatMap(({ content }) => content.brand ?? []))];
  // Held, so that none is taken away or gets another slug before the products are in.
  const found = await tx.execute<{ kind: string; slug: string }>(sql`
    with held_categories as (
      select slug from categories where slug = any(${sql.param(categories)}::text[]) order by id for key share
    ),
    held_brands as (
      select slug from brands where slug = any(${sql.param(brands)}::text[]) order by id for key share
    )
    select 'category' as kind, slug from held_categories union all select 'brand', slug from held_brands`);
  const slugsOf = (kind: string) => new Set(found.filter((row) => row.kind === kind).map(({ slug }) => slug));
  return { categories: slugsOf("category"), brands: slugsOf("brand") };
}

function lockStock(tx: Tx, products: readonly ProductToStore[]): Promise<LockedStock[]> {
  const skus = products.flatMap(({ content }) => content.variants.map(({ sku }) => sku));
  const ids = products.map(({ id }) => id);
  return tx.execute<LockedStock & Record<string, unknown>>(sql`
    select s.sku, v.product_id as "productId", s.on_hand as "onHand", s.reserved,
      s.low_stock_threshold as "lowStockThreshold", s.version::float8 as version
    from stock s left join variants v on v.sku = s.sku
    where s.sku = any(${sql.param(skus)}::text[]) or s.product_id = any(${sql.param(ids)}::uuid[])
    order by s.sku for no key update of s`);
}

function faultOf(content: ProductContent, known: KnownPlaces): InvalidInput | undefined {
  const faults = productFaults(content);
  if (!known.categories.has(content.category)) {
    faults.push({ path: "category", message: "is not the slug of a category" });
  }
  if (content.brand !== null && !known.brands.has(content.brand)) {
    faults.push({ path: "brand", message: "is not the slug of a brand" });
  }
  return faults.length > 0 ? new InvalidInput(faults) : undefined;
}

function conflictOf(
  id: ProductId,
  content: ProductContent,
  stocks: Stocks,
  claimed: ReadonlyMap<Sku, ProductId>,
): Conflict | undefined {
  const skus = [...new Set(content.variants.map(({ sku }) => sku))];
  const isElsewhere = (sku: Sku) => {
    const seller = stocks.bySku.get(sku)?.productId ?? null;
    return seller !== null && seller !== id;
  };
  const taken = skus.filter((sku) => isElsewhere(sku) || claimed.has(sku));
  if (taken.length > 0) {
    return new Conflict("sku-in-use", `Another product has the SKU ${taken.join(", ")}.`, { skus: taken });
  }
  const reserved = removedFrom(id, content, stocks).filter((stock) => stock.reserved > 0);
  if (reserved.length === 0) return undefined;
  const held = reserved.map(({ sku }) => sku);
  return new Conflict("variant-reserved", `Orders are being paid that hold ${held.join(", ")}.`, {
    skus: held,
  });
}

interface Stocks {
  bySku: ReadonlyMap<Sku, LockedStock>;
  byProduct: ReadonlyMap<ProductId | null, readonly LockedStock[]>;
}

/** An import checks a thousand products at once. */
function indexed(locked: readonly LockedStock[]): Stocks {
  return {
    bySku: new Map(locked.map((stock) => [stock.sku, stock])),
    byProduct: Map.groupBy(locked, ({ productId }) => productId),
  };
}

function removedFrom(id: ProductId, { variants }: ProductContent, { byProduct }: Stocks): LockedStock[] {
  const kept = new Set(variants.map(({ sku }) => sku));
  return (byProduct.get(id) ?? []).filter(({ sku }) => !kept.has(sku));
}
