import type { UserId } from "@shopeasy/contracts/ids";
import { Conflict, TooManyRequests } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { eq } from "drizzle-orm";
import { accountGone } from "../accounts/load-account";
import { accounts } from "../db/schema";
import type { Deps } from "../deps";
import { nextRequestAt, requestToken } from "./request-token";

const purpose = "verify-email";

/**
 * Mails the link that verifies the address once more; the one before works no longer.
 * @throws Conflict `email-verified`; TooManyRequests `too-many-mails`
 */
export async function resendVerification(
  deps: Pick<Deps, "database" | "clock" | "logger" | "tokenKey">,
  userId: UserId,
): Promise<void> {
  const now = deps.clock.now();
  const requestId = newId();
  await deps.database.db.transaction(async (tx) => {
    const [account] = await tx.select().from(accounts).where(eq(accounts.id, userId)).for("no key update");
    if (!account) throw accountGone();
    if (account.emailVerifiedAt)
      throw new Conflict("email-verified", "The e-mail address is verified already.");
    const next = await nextRequestAt(tx, userId, purpose, now);
    if (next) {
      const detail = "Several mails are on their way already; look for them, or wait a while.";
      throw new TooManyRequests("too-many-mails", detail, (next.getTime() - now.getTime()) / 1000);
    }
    await requestToken(tx, account, { purpose, requestId, key: deps.tokenKey, now });
  });
  deps.logger.info("email-verification.requested", { userId, requestedAs: requestId });
}
