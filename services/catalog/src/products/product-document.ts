import { type SQL, sql } from "drizzle-orm";
import type { Product } from "./product-schemas";

/** A product as the API shows it, with what its ETag is made of. */
export type ProductRow = Product & { etag: string };

/** A time as the API writes it. */
const isoTime = (column: SQL): SQL =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const money = (amount: SQL): SQL => sql`json_build_object('amount', ${amount}, 'currency', p.currency)`;

/**
 * Selects a `ProductRow` from `productSource`. It is put together here and not kept ready-made: all it takes is a look-up
 * by key for category and brand and a short index scan for the variants, and a brand's new name or a change of stock then
 * needs no other row to be written.
 */
export const productColumns = sql`
  p.id, p.slug, p.name, p.description,
  case when b.id is not null then json_build_object('slug', b.slug, 'name', b.name) end as brand,
  json_build_object('slug', c.slug, 'name', c.name, 'path', c.path) as category,
  to_json(p.tags) as tags, p.images, p.options,
  json_build_object('average', p.rating_average, 'count', p.rating_count) as rating,
  offer.variants,
  json_build_object('from', ${money(sql`p.price_from`)}, 'to', ${money(sql`p.price_to`)}) as price,
  p.status,
  ${isoTime(sql`p.created_at`)} as "createdAt",
  ${isoTime(sql`p.updated_at`)} as "updatedAt",
  '"' || concat_ws('.', p.version, offer.version, p.rating_version, c.version, b.version) || '"' as etag`;

export const productSource = sql`products p
  join categories c on c.id = p.category_id
  left join brands b on b.id = p.brand_id
  cross join lateral (
    select sum(s.version) as version, json_agg(json_build_object(
      'sku', v.sku,
      'options', v.options,
      'price', ${money(sql`v.price`)},
      'compareAtPrice', case when v.compare_at_price is not null then ${money(sql`v.compare_at_price`)} end,
      'available', s.on_hand - s.reserved
    ) order by v.position) as variants
    from variants v join stock s on s.sku = v.sku
    where v.product_id = p.id
  ) offer`;
