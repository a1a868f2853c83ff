import type { ProductId } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { translateDatabaseError } from "@shopeasy/platform/database/errors";
import { NotFound } from "@shopeasy/platform/errors";
import { sql } from "drizzle-orm";
import type { Reader } from "../readers/readers";
import { type ProductDocument, productDocument, productSource } from "./product-document";

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

export const isId = (text: string): text is ProductId => text.length === 36 && uuid.test(text);

const byId = `select ${productDocument} from ${productSource} where p.id = `;
// Whole, and not put together for each request: a text that is the same string is looked up by its known hash.
const productById = `${byId}$1`;
const productBySlug = `select ${productDocument} from ${productSource} where p.slug = $1`;

/**
 * A product as this caller may see it, by its id or slug.
 * @throws NotFound `unknown-product`, also for a draft or archived one to anybody but staff
 */
export async function findProduct(
  { database }: { database: Pick<Reader, "sql"> },
  idOrSlug: string,
  caller: { isStaff: boolean },
): Promise<ProductDocument> {
  const statement = isId(idOrSlug) ? productById : productBySlug;
  const [product] = await database.sql.unsafe<ProductDocument[]>(statement, [idOrSlug]).catch((error) => {
    throw translateDatabaseError(error);
  });
  if (!product || (product.status !== "active" && !caller.isStaff)) throw unknownProduct();
  return product;
}

/** The product as it stands in this transaction. */
export async function readProduct(db: Db, id: string): Promise<ProductDocument> {
  const [product] = await db.execute<ProductDocument>(sql`${sql.raw(byId)}${id}`);
  if (!product) throw unknownProduct();
  return product;
}

export const unknownProduct = () => new NotFound("unknown-product", "There is no such product.");
