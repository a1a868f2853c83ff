import type { Role } from "@shopeasy/contracts/conventions";
import { shopEvent } from "@shopeasy/contracts/events";
import { UserId } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { brokenUniqueness } from "@shopeasy/platform/database/errors";
import { Conflict } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { announce } from "@shopeasy/platform/outbox/announce";
import { accounts } from "../db/schema";
import type { Account } from "./present-user";

interface NewAccount {
  email: string;
  name: string;
  role: Role;
  passwordHash: string;
  emailVerifiedAt: Date | null;
  createdAt: Date;
}

/**
 * Makes an account and announces it.
 * @throws Conflict `email-taken`
 */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<Account> {
  const id = UserId.parse(newId());
  const [inserted] = await tx
    .insert(accounts)
    .values({ ...account, id, updatedAt: account.createdAt })
    .returning()
    .catch(refuseTaken);
  if (!inserted) throw new Error("The account was not stored");
  const event = {
    id: newId(),
    occurredAt: account.createdAt,
    aggregateId: id,
    aggregateVersion: inserted.version,
  };
  await announce(tx, [shopEvent("user.registered", event, { userId: id })]);
  return inserted;
}

function refuseTaken(error: unknown): never {
  if (brokenUniqueness(error) !== "accounts_email_unique") throw error;
  throw new Conflict("email-taken", "There is an account with this e-mail address.", {}, { cause: error });
}
