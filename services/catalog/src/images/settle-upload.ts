import { retrying } from "@shopeasy/platform/database/retrying";
import { Conflict } from "@shopeasy/platform/errors";
import { and, eq } from "drizzle-orm";
import { imageUploads } from "../db/schema";
import { editProductIn } from "../products/edit-product";
import type { WorkerDeps } from "../worker-deps";
import { mostImages, type RejectionReason } from "./image-rules";
import { urlOf } from "./invite-upload";

type SettleDeps = Pick<WorkerDeps, "database" | "clock" | "logger">;

type Upload = Pick<typeof imageUploads.$inferSelect, "id" | "productId" | "objectKey" | "alt" | "staffId">;

const tooMany = "too-many-images";

/**
 * Puts an image behind the product's others, as if the member of staff who sent it had edited the product. Upload and
 * product change together, so that it is there once, whoever tries again. A product that is full rejects it.
 */
export async function acceptUpload(deps: SettleDeps, upload: Upload): Promise<void> {
  const { database, clock, logger } = deps;
  const { id: uploadId, productId, objectKey, alt, staffId } = upload;
  const image = { url: urlOf(objectKey), alt };
  try {
    const isFirst = await retrying(database.db, async (tx) => {
      const [settled] = await tx
        .update(imageUploads)
        .set({ status: "ready", settledAt: clock.now(), lookAt: clock.now() })
        .where(isPending(upload))
        .returning();
      if (!settled) return false;
      await editProductIn(tx, { idOrSlug: productId, ifMatch: undefined, staffId }, (content) => {
        if (content.images.length >= mostImages) throw new Conflict(tooMany, "The product has its images.");
        return { ...content, images: [...content.images, image] };
      });
      return true;
    });
    if (isFirst) logger.info("image.added", { uploadId, productId, url: image.url, staffId });
  } catch (error) {
    if (!(error instanceof Conflict && error.code === tooMany)) throw error;
    await rejectUpload(deps, upload, tooMany);
  }
}

/** Says why it will not be shown, to whoever sent it. */
export async function rejectUpload(
  { database, clock, logger }: SettleDeps,
  upload: Upload,
  reason: RejectionReason,
): Promise<void> {
  const now = clock.now();
  const settled = await database.db
    .update(imageUploads)
    .set({ status: "rejected", reason, settledAt: now, lookAt: now })
    .where(isPending(upload))
    .returning({ id: imageUploads.id });
  const { id: uploadId, productId, staffId } = upload;
  if (settled.length > 0) logger.info("image.rejected", { uploadId, productId, reason, staffId });
}

const isPending = ({ id }: Upload) => and(eq(imageUploads.id, id), eq(imageUploads.status, "pending"));
