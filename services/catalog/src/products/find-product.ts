import type { ProductId } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { NotFound } from "@shopeasy/platform/errors";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Deps } from "../deps";
import { type ProductRow, productColumns, productSource } from "./product-document";

export const isId = (text: string): text is ProductId => z.guid().safeParse(text).success;

const byId = (id: string) => sql`select ${productColumns} from ${productSource} where p.id = ${id}`;
const bySlug = (slug: string) => sql`select ${productColumns} from ${productSource} where p.slug = ${slug}`;

/**
 * A product as this caller may see it, by its id or slug.
 * @throws NotFound `unknown-product`, also for a draft or archived one to anybody but staff
 */
export async function findProduct(
  { database }: Pick<Deps, "database">,
  idOrSlug: string,
  caller: { isStaff: boolean },
): Promise<ProductRow> {
  const query = isId(idOrSlug) ? byId(idOrSlug) : bySlug(idOrSlug);
  const [product] = await database.db.execute<ProductRow>(query);
  if (!product || (product.status !== "active" && !caller.isStaff)) throw unknownProduct();
  return product;
}

/** The product as it stands in this transaction. */
export async function readProduct(db: Db, id: string): Promise<ProductRow> {
  const [product] = await db.execute<ProductRow>(byId(id));
  if (!product) throw unknownProduct();
  return product;
}

export const unknownProduct = () => new NotFound("unknown-product", "There is no such product.");
