import { and, isNull, lt } from "drizzle-orm";
import { imageUploads } from "../db/schema";
import type { WorkerDeps } from "../worker-deps";

/** For how long staff can see what became of an upload. */
const keptForMs = 30 * 24 * 3_600_000;

/** Forgets uploads that were settled long ago and cleared out of quarantine. Gives how many. */
export async function forgetUploads({
  database,
  clock,
}: Pick<WorkerDeps, "database" | "clock">): Promise<number> {
  const settledBefore = new Date(clock.now().getTime() - keptForMs);
  const forgotten = await database.db
    .delete(imageUploads)
    .where(and(isNull(imageUploads.lookAt), lt(imageUploads.settledAt, settledBefore)))
    .returning({ id: imageUploads.id });
  return forgotten.length;
}
