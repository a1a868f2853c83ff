import { decodeCursor, pageOf } from "@shopeasy/platform/pagination/cursor";
import { and, desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { imageUploads, products } from "../db/schema";
import type { Deps } from "../deps";
import { isId, unknownProduct } from "../products/find-product";
import { urlOf } from "./invite-upload";

interface Page {
  limit: number;
  cursor?: string | undefined;
}

/**
 * What became of the images that were to be sent to a product, the newest first.
 * @throws NotFound `unknown-product`; InvalidInput for a damaged cursor
 */
export async function listUploads(
  { database }: Pick<Deps, "database">,
  idOrSlug: string,
  { limit, cursor }: Page,
) {
  const before = cursor === undefined ? undefined : decodeCursor(z.uuid(), cursor);
  const [product] = await database.db
    .select({ id: products.id })
    .from(products)
    .where(isId(idOrSlug) ? eq(products.id, idOrSlug) : eq(products.slug, idOrSlug));
  if (!product) throw unknownProduct();

  const uploads = await database.db
    .select()
    .from(imageUploads)
    .where(and(eq(imageUploads.productId, product.id), before ? lt(imageUploads.id, before) : undefined))
    .orderBy(desc(imageUploads.id))
    .limit(limit + 1);
  const { items, nextCursor } = pageOf(uploads, limit, ({ id }) => id);
  return {
    items: items.map(({ id, status, reason, objectKey, alt, fileName, contentType, ...times }) => ({
      ...{ id, status, reason, fileName, contentType },
      image: { url: urlOf(objectKey), alt },
      createdAt: times.createdAt.toISOString(),
      expiresAt: times.expiresAt.toISOString(),
      settledAt: times.settledAt?.toISOString() ?? null,
    })),
    nextCursor,
  };
}
