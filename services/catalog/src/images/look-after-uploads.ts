import { eq, sql } from "drizzle-orm";
import { imageUploads } from "../db/schema";
import type { WorkerDeps } from "../worker-deps";
import { closesAt, imageFault, largestImage, nextLook } from "./image-rules";
import { deleteUpload, publishImage, readUpload } from "./image-storage";
import { acceptUpload, rejectUpload } from "./settle-upload";

type Upload = typeof imageUploads.$inferSelect;
type LookDeps = Pick<WorkerDeps, "database" | "imageStorage" | "clock" | "logger">;

/** At a time, by one worker; each may be 10 MB. */
const mostAtOnce = 4;

/** After which another worker takes up what this one was about to do. */
const leaseMs = 60_000;

/**
 * Looks after uploads that are due: shows what is good, refuses what is not, clears both out of quarantine. Each look
 * takes one step, ends by saying when the next is due, and may be repeated: whatever breaks off is taken up after the
 * lease. Gives how many steps were taken, and so whether to go on at once.
 */
export async function lookAfterUploads(deps: LookDeps): Promise<number> {
  const due = await claimUploads(deps);
  const looks = due.map(async (upload) => {
    try {
      return await lookAt(deps, upload);
    } catch (error) {
      const { id: uploadId, productId } = upload;
      deps.logger.warn("image.look-failed", { uploadId, productId, error });
      return false;
    }
  });
  const steps = (await Promise.all(looks)).filter(Boolean).length;
  return due.length === mostAtOnce ? due.length : steps;
}

async function claimUploads({ database, clock }: LookDeps): Promise<Upload[]> {
  const now = clock.now();
  const due = sql`(
    select id from image_uploads where look_at <= ${now.toISOString()} order by look_at
    limit ${mostAtOnce} for update skip locked
  )`;
  return database.db
    .update(imageUploads)
    .set({ lookAt: new Date(now.getTime() + leaseMs) })
    .where(sql`${imageUploads.id} in ${due}`)
    .returning();
}

/** Whether anything has come of it. */
function lookAt(deps: LookDeps, upload: Upload): Promise<boolean> {
  return upload.status === "pending" ? examine(deps, upload) : clear(deps, upload);
}

async function examine(deps: LookDeps, upload: Upload): Promise<boolean> {
  const { objectKey, contentType } = upload;
  const bytes = await readUpload(deps.imageStorage, objectKey, largestImage);
  if (!bytes) {
    await awaitFurther(deps, upload);
    return false;
  }
  const fault = imageFault(bytes, contentType);
  if (fault) {
    await rejectUpload(deps, upload, fault);
  } else {
    await publishImage(deps.imageStorage, objectKey, bytes, contentType);
    await acceptUpload(deps, upload);
  }
  return true;
}

/** An upload that nobody can make any more is forgotten. */
async function awaitFurther({ database, clock }: LookDeps, upload: Upload): Promise<void> {
  const now = clock.now();
  const isIt = eq(imageUploads.id, upload.id);
  if (now > closesAt(upload)) await database.db.delete(imageUploads).where(isIt);
  else
    await database.db
      .update(imageUploads)
      .set({ lookAt: nextLook(upload, now) })
      .where(isIt);
}

/** Once as soon as it is settled, and once more when nothing can be sent to its address any more. */
async function clear({ database, imageStorage, clock }: LookDeps, upload: Upload): Promise<boolean> {
  await deleteUpload(imageStorage, upload.objectKey);
  const closed = closesAt(upload);
  await database.db
    .update(imageUploads)
    .set({ lookAt: clock.now() > closed ? null : closed })
    .where(eq(imageUploads.id, upload.id));
  return true;
}
