import { eventSchemas } from "@shopeasy/contracts/events";
import type { UserId } from "@shopeasy/contracts/ids";
import { queues } from "@shopeasy/contracts/resources";
import { startConsumer } from "@shopeasy/platform/queue/consumer";
import { eq } from "drizzle-orm";
import { accounts } from "../db/schema";
import type { Deps } from "../deps";
import { forgetAddress } from "./erase-account";

const name = "users-events";

/**
 * Erases an account that was erased before, and is there again because a backup was restored. There is none, as a rule:
 * the event is this service's own.
 */
export async function eraseRestored(
  { database: { db }, logger }: Pick<Deps, "database" | "logger">,
  userId: UserId,
): Promise<void> {
  const [restored] = await db.select({ email: accounts.email }).from(accounts).where(eq(accounts.id, userId));
  if (!restored) return;
  await db.transaction(async (tx) => {
    await forgetAddress(tx, restored.email);
    await tx.delete(accounts).where(eq(accounts.id, userId));
  });
  logger.info("user.erased-again", { userId });
}

/** Takes erased customers from the queue, which is replayed to after a restore. */
export const consumeErasures = (deps: Deps, queueUrl: string): { stop(): Promise<void> } =>
  startConsumer({
    ...deps,
    queueUrl,
    name,
    visibilityTimeoutSeconds: queues[name].visibilityTimeoutSeconds,
    handle: ({ body }) => eraseRestored(deps, eventSchemas["user.erased"].parse(body).data.userId),
  });
