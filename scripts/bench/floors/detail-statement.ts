/**
 * What catalog asks the database for a product by its slug, copied from services/catalog/src/products/product-document.ts:
 * scripts import no service. The bench has PostgreSQL compare the two and says so when they differ.
 */
export const detailStatement = `
  select p.id, p.slug, p.status,
    '"' || concat_ws('.', p.version, offer.version, p.rating_version, c.version, b.version) || '"' as etag,
    json_build_object(
      'id', p.id, 'slug', p.slug, 'name', p.name, 'description', p.description,
      'brand', case when b.id is not null then json_build_object('slug', b.slug, 'name', b.name) end,
      'category', json_build_object('slug', c.slug, 'name', c.name, 'path', c.path),
      'tags', p.tags, 'images', p.images, 'options', p.options,
      'rating', json_build_object('average', p.rating_average, 'count', p.rating_count),
      'variants', offer.variants,
      'price', json_build_object(
        'from', json_build_object('amount', p.price_from, 'currency', p.currency),
        'to', json_build_object('amount', p.price_to, 'currency', p.currency)
      ),
      'status', p.status,
      'createdAt', to_char(p.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'updatedAt', to_char(p.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    )::text as document
  from products p
  join categories c on c.id = p.category_id
  left join brands b on b.id = p.brand_id
  cross join lateral (
    select sum(s.version) as version, json_agg(json_build_object(
      'sku', v.sku,
      'options', v.options,
      'price', json_build_object('amount', v.price, 'currency', p.currency),
      'compareAtPrice', case when v.compare_at_price is not null
        then json_build_object('amount', v.compare_at_price, 'currency', p.currency) end,
      'available', s.on_hand - s.reserved
    ) order by v.position) as variants
    from variants v join stock s on s.sku = v.sku
    where v.product_id = p.id
  ) offer
  where p.slug = $1`;
