import { isStaff, type Principal } from "@shopeasy/platform/auth/principal";
import { annotate } from "@shopeasy/platform/tracing/tracing";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps";
import { isId, unknownProduct } from "../products/find-product";
import type { ProductStatus } from "../products/product-schemas";
import type { Offer } from "./availability-rules";

/**
 * The SKUs of a product in their order, with their stock as it is at this moment: from the database itself, never from
 * a replica or a cache.
 * @throws NotFound `unknown-product`, also for a draft or archived one to anybody but staff
 */
export async function findOffers(
  { database }: Pick<Deps, "database">,
  idOrSlug: string,
  caller: Principal,
): Promise<Offer[]> {
  const isNamed = isId(idOrSlug) ? sql`p.id = ${idOrSlug}` : sql`p.slug = ${idOrSlug}`;
  const rows = await database.db.execute<Offer & { status: ProductStatus } & Record<string, unknown>>(sql`
    select v.sku, s.on_hand - s.reserved as available, s.version::float8 as "stockVersion", p.status
    from products p join variants v on v.product_id = p.id join stock s on s.sku = v.sku
    where ${isNamed} order by v.position`);
  annotate("sku", rows.map(({ sku }) => sku).join(" "));
  const [first] = rows;
  if (!first || (first.status !== "active" && !isStaff(caller))) throw unknownProduct();
  return rows.map(({ sku, available, stockVersion }) => ({ sku, available, stockVersion }));
}
