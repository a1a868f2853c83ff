import type { UserId } from "@shopeasy/contracts/ids";
import type { Deps } from "../deps";
import type { User } from "./account-schemas";
import { loadAccount } from "./load-account";
import { presentUser } from "./present-user";

/** One's own account. @throws Unauthorized when it has gone since */
export async function getProfile({ database }: Pick<Deps, "database">, userId: UserId): Promise<User> {
  return presentUser(await loadAccount(database.db, userId));
}
