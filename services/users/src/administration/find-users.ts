import { UserId } from "@shopeasy/contracts/ids";
import { NotFound } from "@shopeasy/platform/errors";
import { decodeCursor, pageOf } from "@shopeasy/platform/pagination/cursor";
import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import { accounts } from "../db/schema";
import type { Deps } from "../deps";
import type { ManagedUser, UserQuery } from "./managed-user-schemas";
import { presentManagedUser } from "./present-managed-user";

/** More words than that narrow no search by people's names. */
const mostWords = 8;

/**
 * The accounts of a role, or those whose address or name has all words of `q` in it: newest first, which is the order of
 * their ids.
 * @throws InvalidInput for a damaged cursor
 */
export async function findUsers(
  { database }: Pick<Deps, "database">,
  { q = "", role, limit, cursor }: UserQuery,
): Promise<{ items: ManagedUser[]; nextCursor: string | null }> {
  const before = cursor === undefined ? undefined : decodeCursor(UserId, cursor);
  const rows = await database.db
    .select()
    .from(accounts)
    .where(and(...matches(q), role && eq(accounts.role, role), before && lt(accounts.id, before)))
    .orderBy(desc(accounts.id))
    .limit(limit + 1);
  const { items, nextCursor } = pageOf(rows, limit, ({ id }) => id);
  return { items: items.map(presentManagedUser), nextCursor };
}

/** One account. @throws NotFound `user-not-found` */
export async function findUser({ database }: Pick<Deps, "database">, id: UserId): Promise<ManagedUser> {
  const [account] = await database.db.select().from(accounts).where(eq(accounts.id, id));
  if (!account) throw userNotFound();
  return presentManagedUser(account);
}

export const userNotFound = () => new NotFound("user-not-found", "There is no such user.");

/** As the index accounts_search has it. */
const searched = sql`(${accounts.email} || ' ' || ${accounts.name})`;

function matches(q: string): SQL[] {
  const words = q.split(/\s+/).filter(Boolean).slice(0, mostWords);
  return words.map((word) => sql`${searched} ilike ${`%${word.replace(/[\\%_]/g, "\\$&")}%`}`);
}
