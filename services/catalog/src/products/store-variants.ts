import type { Tx } from "@shopeasy/platform/database/connect";
import { Conflict } from "@shopeasy/platform/errors";
import { sql } from "drizzle-orm";
import { announcedMoves } from "../inventory/announce-moves";
import { moveStock } from "../inventory/move-stock";
import type { LockedStock } from "./check-products";
import type { ProductToStore } from "./product-content";

/**
 * Writes all variants of these products, in place of those they had. `removed` is the locked stock of those that go:
 * what is left of them is written off.
 * @throws Conflict `sku-in-use` for a SKU that another product took at this very moment
 */
export async function storeVariants(
  tx: Tx,
  products: readonly ProductToStore[],
  removed: readonly LockedStock[],
  staffId?: string,
): Promise<void> {
  if (removed.length > 0) await removeVariants(tx, removed, staffId);
  const rows = products.flatMap(({ id, content }) =>
    content.variants.map((variant, position) => ({ ...variant, productId: id, position })),
  );
  const json = JSON.stringify(
    rows.map(({ price, compareAtPrice, ...row }) => ({
      ...row,
      price: price.amount,
      compareAtPrice: compareAtPrice?.amount ?? null,
    })),
  );

  await beginStock(tx, json);
  const written = await tx.execute(sql`
    insert into variants as v (sku, product_id, position, options, price, compare_at_price, weight_grams)
    select sku, "productId", position, options, price, "compareAtPrice", "weightGrams"
    from jsonb_to_recordset(${json}::jsonb) as r(sku text, "productId" uuid, position int, options jsonb, price int,
      "compareAtPrice" int, "weightGrams" int)
    on conflict (sku) do update
      set position = excluded.position, options = excluded.options, price = excluded.price,
        compare_at_price = excluded.compare_at_price, weight_grams = excluded.weight_grams
      where v.product_id = excluded.product_id`);
  if (written.count < rows.length) {
    throw new Conflict("sku-in-use", "Another product has one of the SKUs.");
  }
}

/**
 * Stock of each SKU. One that is new here begins with what it is said to, and nobody else can know of it yet: so it need
 * not be made first, then locked and moved.
 */
async function beginStock(tx: Tx, json: string): Promise<void> {
  await tx.execute(sql`
    with begun as (
      insert into stock as s (sku, product_id, low_stock_threshold, on_hand, version)
      select sku, "productId", "lowStockThreshold", coalesce("initialStock", 0), (coalesce("initialStock", 0) > 0)::int
      from jsonb_to_recordset(${json}::jsonb)
        as v(sku text, "productId" uuid, "lowStockThreshold" int, "initialStock" int) order by sku
      on conflict (sku) do update
        set product_id = excluded.product_id, low_stock_threshold = excluded.low_stock_threshold
        where (s.product_id, s.low_stock_threshold) is distinct from (excluded.product_id, excluded.low_stock_threshold)
      returning s.*, xmax = 0 as is_new
    ),
    received as (select *, 0 as available_before from begun where is_new and on_hand > 0),
    entered as (
      insert into stock_ledger (sku, delta, on_hand, reason) select sku, on_hand, on_hand, 'received' from received
    ),
    ${announcedMoves(sql`received`)}
    select count(*) from told`);
}

async function removeVariants(tx: Tx, removed: readonly LockedStock[], staffId?: string): Promise<void> {
  const skus = sql.param(removed.map(({ sku }) => sku));
  await tx.execute(sql`delete from variants where sku = any(${skus}::text[])`);
  await moveStock(
    tx,
    sql`moves as materialized (
      select sku, -on_hand as on_hand_change, 0 as reserved_change
      from stock where sku = any(${skus}::text[]) and on_hand > 0
    )`,
    { reason: "removed", staffId },
  );
}
