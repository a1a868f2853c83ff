import { EmailAddress, Role } from "@shopeasy/contracts/conventions";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { changeStanding, lockStandings } from "../administration/change-standing";
import { accounts } from "../db/schema";
import type { AccountDeps } from "../deps";
import { NewPassword } from "../passwords/password-schemas";
import { refusePersonalPassword } from "../passwords/personal-password-rules";
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
 * Makes the accounts that are not there yet. Of one that is there only the role is seen to. Gives how many were made.
 * @throws Conflict `last-admin`
 */
export async function grantAccounts(deps: AccountDeps, wanted: readonly WantedAccount[]): Promise<number> {
  const made = await Promise.all(
    wanted.map(async (account) => {
      if (await grantRole(deps, account)) return false;
      await makeAccount(deps, account);
      return true;
    }),
  );
  return made.filter(Boolean).length;
}

/** Makes an account of any role, its address taken as verified. @throws Conflict `email-taken`; InvalidInput */
export async function makeAccount(
  { database, passwords, clock }: AccountDeps,
  { email, name, role, password }: WantedAccount,
): Promise<void> {
  refusePersonalPassword(password, { email, name });
  const passwordHash = await passwords.hash(password);
  const now = clock.now();
  await database.db.transaction((tx) =>
    insertAccount(tx, { email, name, role, passwordHash, emailVerifiedAt: now, createdAt: now }),
  );
}

/** Gives a role to the account that has an address. False where none has. @throws Conflict `last-admin` */
export async function grantRole(
  { database, clock }: AccountDeps,
  { email, role }: Pick<WantedAccount, "email" | "role">,
): Promise<boolean> {
  return database.db.transaction(async (tx) => {
    await lockStandings(tx);
    const [account] = await tx.select().from(accounts).where(eq(accounts.email, email));
    if (!account) return false;
    await changeStanding(tx, account, { role, disabledAt: account.disabledAt }, clock.now());
    return true;
  });
}
