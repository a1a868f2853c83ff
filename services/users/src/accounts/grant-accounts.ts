import { EmailAddress, Role } from "@shopeasy/contracts/conventions";
import { and, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { accounts } from "../db/schema";
import type { AccountDeps } from "../deps";
import { NewPassword } from "../passwords/password-schemas";
import { PersonName } from "./account-schemas";
import { insertAccount } from "./insert-account";

/** An account that an operator asks for, of any role. */
export const WantedAccount = z.strictObject({
  email: EmailAddress,
  name: PersonName,
  role: Role,
  password: NewPassword,
});
export type WantedAccount = z.infer<typeof WantedAccount>;

/**
 * Makes the accounts that are not there yet, their addresses taken as verified. Of one that is there only the role is
 * seen to. Gives how many were made.
 */
export async function grantAccounts(deps: AccountDeps, wanted: readonly WantedAccount[]): Promise<number> {
  const made = await Promise.all(wanted.map((account) => grantAccount(deps, account)));
  return made.filter(Boolean).length;
}

async function grantAccount(
  { database, passwords, clock }: AccountDeps,
  wanted: WantedAccount,
): Promise<boolean> {
  const { db } = database;
  const { email, name, role } = wanted;
  const [existing] = await db.select({ id: accounts.id }).from(accounts).where(eq(accounts.email, email));
  const now = clock.now();
  if (existing) {
    await db
      .update(accounts)
      .set({ role, version: sql`${accounts.version} + 1`, updatedAt: now })
      .where(and(eq(accounts.id, existing.id), ne(accounts.role, role)));
    return false;
  }
  const passwordHash = await passwords.hash(wanted.password);
  await db.transaction((tx) =>
    insertAccount(tx, { email, name, role, passwordHash, emailVerifiedAt: now, createdAt: now }),
  );
  return true;
}
