import type { UserId } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { Unauthorized } from "@shopeasy/platform/errors";
import { eq } from "drizzle-orm";
import { accounts } from "../db/schema";
import type { Account } from "./present-user";

/** The account of somebody signed in. @throws Unauthorized `invalid-token` when it has gone since */
export async function loadAccount(db: Db, userId: UserId): Promise<Account> {
  const [account] = await db.select().from(accounts).where(eq(accounts.id, userId));
  if (!account) throw accountGone();
  return account;
}

export const accountGone = () => new Unauthorized("invalid-token", "The account of this token is gone.");
