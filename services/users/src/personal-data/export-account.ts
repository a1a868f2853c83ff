import type { UserId } from "@shopeasy/contracts/ids";
import { asc, eq } from "drizzle-orm";
import { loadAccount } from "../accounts/load-account";
import { presentUser } from "../accounts/present-user";
import { shown } from "../addresses/address-book";
import { addresses, oneTimeTokens, sessions, signInNetworks } from "../db/schema";
import type { Deps } from "../deps";
import { hashOfAddress } from "../sessions/known-networks";
import type { ExportedAccount } from "./personal-data-schemas";

/** What this service holds on a customer, but for hashes that say nothing to her. @throws Unauthorized when it has gone */
export async function exportAccount(
  { database: { db } }: Pick<Deps, "database">,
  userId: UserId,
): Promise<ExportedAccount> {
  const account = await loadAccount(db, userId);
  const [saved, opened, mailed, networks] = await Promise.all([
    db.select(shown).from(addresses).where(eq(addresses.userId, userId)).orderBy(asc(addresses.id)),
    db.select().from(sessions).where(eq(sessions.userId, userId)).orderBy(asc(sessions.id)),
    db
      .select()
      .from(oneTimeTokens)
      .where(eq(oneTimeTokens.userId, userId))
      .orderBy(asc(oneTimeTokens.requestedAt)),
    db
      .select({ signedInAt: signInNetworks.signedInAt })
      .from(signInNetworks)
      .where(eq(signInNetworks.addressHash, hashOfAddress(account.email)))
      .orderBy(asc(signInNetworks.signedInAt)),
  ]);
  return {
    account: presentUser(account),
    addresses: saved,
    sessions: opened.map(({ createdAt, expiresAt, endedAt }) => ({
      openedAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    })),
    mailedLinks: mailed.map(({ purpose, email, requestedAt, expiresAt, usedAt }) => ({
      purpose,
      email,
      requestedAt: requestedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      usedAt: usedAt?.toISOString() ?? null,
    })),
    knownNetworks: networks.map(({ signedInAt }) => ({ lastSignInAt: signedInAt.toISOString() })),
  };
}
