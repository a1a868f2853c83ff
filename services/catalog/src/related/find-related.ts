import type { ProductId } from "@shopeasy/contracts/ids";
import { run } from "../db/statement";
import { isId, unknownProduct } from "../products/find-product";
import { productDocument, productSource } from "../products/product-document";
import type { Reader } from "../readers/readers";

const most = 12;
/** The bestsellers of all that was bought together with it. */
const boughtLookedAt = 50;
/** Of its category, those nearest in price: as many dearer ones as cheaper ones. */
const nearLookedAt = 150;
/** Of those with a tag of its, where its category has not enough. */
const taggedLookedAt = 200;

/**
 * Products that go with another, as JSON text: by how many orders they were bought in together with it, then those of
 * its category, with the most of its tags, nearest in price. What is sold out comes last.
 * @throws NotFound `unknown-product`, also for a draft or archived one to anybody but staff
 */
export async function findRelated(
  database: Pick<Reader, "sql">,
  idOrSlug: string,
  caller: { isStaff: boolean },
): Promise<string[]> {
  const id = await findId(database, idOrSlug, caller);
  const rows = await run<{ document: string }>(
    database,
    (give) => `
    with this as (
      select id, category_id, tags, price_from from products where id = ${give(id)}
    ), bought as (
      select other_id as id, orders from bought_together where product_id = (select id from this)
      order by orders desc limit ${boughtLookedAt}
    ), near as (
      (${ofCategory} and p.price_from >= (select price_from from this)
        order by p.price_from, p.id limit ${nearLookedAt})
      union all
      (${ofCategory} and p.price_from < (select price_from from this)
        order by p.price_from desc, p.id desc limit ${nearLookedAt})
    ), tagged as (
      select p.id from products p
      where p.status = 'active' and p.tags && (select tags from this) and (select count(*) from near) <= ${most}
      limit ${taggedLookedAt}
    ), candidates as (
      select id from bought union select id from near union select id from tagged
    ), ranked as (
      select p.id, row_number() over (
        order by exists (select from stock s where s.product_id = p.id and s.is_available) desc,
          coalesce(b.orders, 0) desc,
          p.category_id = this.category_id desc,
          cardinality(array(select unnest(p.tags) intersect select unnest(this.tags))) desc,
          abs(ln(greatest(p.price_from, 1)::float8 / greatest(this.price_from, 1))),
          p.popularity desc, p.id desc
      ) as place
      from this, candidates join products p using (id) left join bought b using (id)
      where p.status = 'active' and p.id <> this.id
      order by place limit ${most}
    )
    select ${productDocument} from ranked, ${productSource} where p.id = ranked.id order by ranked.place`,
  );
  return rows.map(({ document }) => document);
}

const ofCategory = `select p.id from products p
  where p.status = 'active' and p.category_id = (select category_id from this)`;

async function findId(
  database: Pick<Reader, "sql">,
  idOrSlug: string,
  { isStaff }: { isStaff: boolean },
): Promise<ProductId> {
  const [product] = await run<{ id: ProductId; status: string }>(
    database,
    (give) => `select id, status from products where ${isId(idOrSlug) ? "id" : "slug"} = ${give(idOrSlug)}`,
  );
  if (!product || (product.status !== "active" && !isStaff)) throw unknownProduct();
  return product.id;
}
