import { eq, sql } from "drizzle-orm";
import { accounts } from "../db/schema";
import type { Deps } from "../deps";
import { useToken } from "./use-token";

/** Takes the address that a token was mailed to as its account's own. @throws Gone `token-expired` */
export async function verifyEmail(
  { database, clock, logger }: Pick<Deps, "database" | "clock" | "logger">,
  token: string,
): Promise<void> {
  const now = clock.now();
  const userId = await database.db.transaction(async (tx) => {
    const account = await useToken(tx, { token, purpose: "verify-email" }, now);
    await tx
      .update(accounts)
      .set({
        emailVerifiedAt: account.emailVerifiedAt ?? now,
        version: sql`${accounts.version} + 1`,
        updatedAt: now,
      })
      .where(eq(accounts.id, account.id));
    return account.id;
  });
  logger.info("email.verified", { userId });
}
