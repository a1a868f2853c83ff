import { mediaPrefix } from "@shopeasy/contracts/route-table";
import type { Tx } from "@shopeasy/platform/database/connect";
import { Conflict } from "@shopeasy/platform/errors";
import { newId, newSecretId } from "@shopeasy/platform/ids";
import { and, count, eq, gt, sql } from "drizzle-orm";
import { imageUploads, products } from "../db/schema";
import type { Deps } from "../deps";
import { isId, unknownProduct } from "../products/find-product";
import { altOf, imageTypes, mostImages, nextLook } from "./image-rules";
import type { NewImage } from "./image-schemas";
import { signUpload } from "./image-storage";

const addressGoodForMs = 15 * 60_000;

/**
 * Gives an address to which one image can be sent, and the address at which the product will show it.
 * @throws NotFound `unknown-product`; Conflict `too-many-images`, counted with those that are awaited
 */
export async function inviteUpload(
  { database, uploadSigner, clock, logger }: Pick<Deps, "database" | "uploadSigner" | "clock" | "logger">,
  { idOrSlug, image, staffId }: { idOrSlug: string; image: NewImage; staffId: string },
) {
  const { fileName, contentType, alt = altOf(fileName), size } = image;
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + addressGoodForMs);

  const { productId, objectKey } = await database.db.transaction(async (tx) => {
    const productId = await lockRoomForOne(tx, idOrSlug, now);
    const objectKey = `products/${productId}/${newSecretId()}.${imageTypes[contentType]}`;
    await tx.insert(imageUploads).values({
      ...{ id: newId(), productId, objectKey, contentType, fileName, alt, staffId },
      ...{ createdAt: now, expiresAt, lookAt: nextLook({ createdAt: now }, now) },
    });
    return { productId, objectKey };
  });

  const uploadUrl = await signUpload(uploadSigner, {
    objectKey,
    contentType,
    size,
    signedAt: now,
    expiresAt,
  });
  logger.info("image.upload-invited", { productId, contentType, staffId });
  return {
    uploadUrl,
    uploadHeaders: { "Content-Type": contentType },
    expiresAt: expiresAt.toISOString(),
    image: { url: urlOf(objectKey), alt },
  };
}

/** Where an image is served. */
export const urlOf = (objectKey: string): string => `${mediaPrefix}/${objectKey}`;

/** The product's id, locked: of two who ask for the last room, one gets it. */
async function lockRoomForOne(tx: Tx, idOrSlug: string, now: Date) {
  const [product] = await tx
    .select({ id: products.id, images: sql<number>`jsonb_array_length(${products.images})` })
    .from(products)
    .where(isId(idOrSlug) ? eq(products.id, idOrSlug) : eq(products.slug, idOrSlug))
    .for("no key update");
  if (!product) throw unknownProduct();
  const isAwaited = and(
    eq(imageUploads.productId, product.id),
    eq(imageUploads.status, "pending"),
    gt(imageUploads.expiresAt, now),
  );
  const [awaited] = await tx.select({ count: count() }).from(imageUploads).where(isAwaited);
  if (product.images + (awaited?.count ?? 0) >= mostImages) {
    throw new Conflict(
      "too-many-images",
      `A product has at most ${mostImages} images, and awaited ones count.`,
    );
  }
  return product.id;
}
