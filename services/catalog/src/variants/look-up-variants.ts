import type { Sku } from "@shopeasy/contracts/ids";
import type { SellableVariant } from "@shopeasy/contracts/internal/catalog";
import { inSteps } from "@shopeasy/platform/database/in-steps";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps";

/** What can be sold of these SKUs now, in no order; unknown ones, and those of drafts and archived products, are left out. */
export async function lookUpVariants(
  { database }: Pick<Deps, "database">,
  skus: readonly Sku[],
): Promise<SellableVariant[]> {
  return database.db.execute<SellableVariant>(sql`
    select v.sku, p.id as "productId", p.slug, p.name, v.options, p.images->0->>'url' as image,
      json_build_object('amount', v.price, 'currency', p.currency) as price,
      s.on_hand - s.reserved as available, v.weight_grams as "weightGrams", c.path as "categoryPath",
      array(select slug from categories where id = any(c.lineage) order by array_position(c.lineage, id)) as categories
    from variants v
    join stock s on s.sku = v.sku
    join products p on p.id = v.product_id
    join categories c on c.id = p.category_id
    where v.sku in ${inSteps(skus)} and p.status = 'active'`);
}
