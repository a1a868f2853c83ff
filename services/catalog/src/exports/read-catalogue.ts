import type { Db } from "@shopeasy/platform/database/connect";
import { sql } from "drizzle-orm";
import type { CategoryLine, PlaceLine, ProductLine } from "../imports/import-line-schemas";

const pageSize = 100;

/** Categories, parents first, then brands. */
export async function readPlaces(db: Db): Promise<PlaceLine[]> {
  const places = await db.execute<
    { kind: PlaceLine["kind"] } & Omit<CategoryLine, "kind"> & Record<string, unknown>
  >(sql`
    select kind, slug, name, parent from (
      select 'category' as kind, c.slug, c.name, p.slug as parent, cardinality(c.lineage) as depth, c.id
      from categories c left join categories p on p.id = c.parent_id
      union all
      select 'brand', slug, name, null, null, id from brands
    ) place
    order by depth nulls last, id`);
  return places.map(({ kind, slug, name, parent }) =>
    kind === "category" ? { kind, slug, name, parent } : { kind, slug, name },
  );
}

/**
 * All products with their variants and what there is of them in stock, in the order in which they were made, page by
 * page: each once, and none of the pages holds anything up.
 */
export async function* readProducts(db: Db): AsyncGenerator<ProductLine[]> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const page = await readPage(db, after);
    if (page.length > 0) yield page.map(({ id: _, ...product }) => product);
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.id;
  }
}

type ProductRow = ProductLine & { id: string };

function readPage(db: Db, after: string): Promise<ProductRow[]> {
  return db.execute<ProductRow & Record<string, unknown>>(sql`
    select p.id, 'product' as kind, p.slug, p.name, p.description, b.slug as brand, c.slug as category,
      to_json(p.tags) as tags, p.images, p.options, sold.variants, p.status
    from (select * from products where id > ${after} order by id limit ${pageSize}) p
    join categories c on c.id = p.category_id
    left join brands b on b.id = p.brand_id
    cross join lateral (
      select json_agg(json_build_object(
        'sku', v.sku,
        'options', v.options,
        'price', json_build_object('amount', v.price, 'currency', p.currency),
        'compareAtPrice', case when v.compare_at_price is not null
          then json_build_object('amount', v.compare_at_price, 'currency', p.currency) end,
        'weightGrams', v.weight_grams,
        'lowStockThreshold', s.low_stock_threshold,
        'stock', s.on_hand
      ) order by v.position) as variants
      from variants v join stock s on s.sku = v.sku
      where v.product_id = p.id
    ) sold
    order by p.id`);
}
