import type { Product, ProductStatus } from "./product-schemas";

/** A product as the API shows it, ready to leave, and what a caller has to know of it beside. */
export type ProductDocument = {
  id: Product["id"];
  slug: string;
  status: ProductStatus;
  /** Begins with the product's version. */
  etag: string;
  /** A `Product` as JSON text. */
  document: string;
};

/** A time as the API writes it. */
const isoTime = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const money = (amount: string) => `json_build_object('amount', ${amount}, 'currency', p.currency)`;

// Texts, and not drizzle's: they never change, and putting them together for each request costs as much as the query.

/**
 * Selects a `ProductDocument` from `productSource`. PostgreSQL writes the JSON, as one text: no value of it is parsed
 * and written again on its way out. It is put together here and not kept ready-made: all it takes is a look-up by key
 * for category and brand and a short index scan for the variants, and a brand's new name or a change of stock then
 * needs no other row to be written. A test holds it to the `Product` schema.
 */
export const productDocument = `p.id, p.slug, p.status,
  '"' || concat_ws('.', p.version, offer.version, p.rating_version, c.version, b.version) || '"' as etag,
  json_build_object(
    'id', p.id, 'slug', p.slug, 'name', p.name, 'description', p.description,
    'brand', case when b.id is not null then json_build_object('slug', b.slug, 'name', b.name) end,
    'category', json_build_object('slug', c.slug, 'name', c.name, 'path', c.path),
    'tags', p.tags, 'images', p.images, 'options', p.options,
    'rating', json_build_object('average', p.rating_average, 'count', p.rating_count),
    'variants', offer.variants,
    'price', json_build_object('from', ${money("p.price_from")}, 'to', ${money("p.price_to")}),
    'status', p.status,
    'createdAt', ${isoTime("p.created_at")},
    'updatedAt', ${isoTime("p.updated_at")}
  )::text as document`;

export const productSource = `products p
  join categories c on c.id = p.category_id
  left join brands b on b.id = p.brand_id
  cross join lateral (
    select sum(s.version) as version, json_agg(json_build_object(
      'sku', v.sku,
      'options', v.options,
      'price', ${money("v.price")},
      'compareAtPrice', case when v.compare_at_price is not null then ${money("v.compare_at_price")} end,
      'available', s.on_hand - s.reserved
    ) order by v.position) as variants
    from variants v join stock s on s.sku = v.sku
    where v.product_id = p.id
  ) offer`;
