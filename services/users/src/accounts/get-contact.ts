import type { UserId } from "@shopeasy/contracts/ids";
import { NotFound } from "@shopeasy/platform/errors";
import { annotateUser } from "@shopeasy/platform/tracing/tracing";
import { eq } from "drizzle-orm";
import { accounts } from "../db/schema";
import type { Deps } from "../deps";
import { unsubscribeToken } from "../unsubscribing/unsubscribe-token";

/** Whom to write to. @throws NotFound `user-not-found` */
export async function getContact(
  { database, tokenKey }: Pick<Deps, "database" | "tokenKey">,
  userId: UserId,
) {
  annotateUser(userId);
  const [account] = await database.db
    .select({
      id: accounts.id,
      email: accounts.email,
      name: accounts.name,
      emailVerifiedAt: accounts.emailVerifiedAt,
      marketingConsent: accounts.marketingConsent,
    })
    .from(accounts)
    .where(eq(accounts.id, userId));
  if (!account) throw new NotFound("user-not-found", "There is no such user.");
  const { emailVerifiedAt, ...contact } = account;
  return {
    ...contact,
    emailVerified: emailVerifiedAt !== null,
    unsubscribeToken: unsubscribeToken(tokenKey, userId),
  };
}
