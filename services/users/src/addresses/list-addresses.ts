import { AddressId, type UserId } from "@shopeasy/contracts/ids";
import { decodeCursor, pageOf } from "@shopeasy/platform/pagination/cursor";
import { and, desc, eq, lt } from "drizzle-orm";
import { addresses } from "../db/schema";
import type { Deps } from "../deps";
import { shown } from "./address-book";
import type { SavedAddress } from "./address-schemas";

/** A customer's addresses, newest first. @throws InvalidInput for a damaged cursor */
export async function listAddresses(
  { database }: Pick<Deps, "database">,
  userId: UserId,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: SavedAddress[]; nextCursor: string | null }> {
  const before = cursor === undefined ? undefined : decodeCursor(AddressId, cursor);
  const rows = await database.db
    .select(shown)
    .from(addresses)
    .where(and(eq(addresses.userId, userId), before && lt(addresses.id, before)))
    .orderBy(desc(addresses.id))
    .limit(limit + 1);
  return pageOf(rows, limit, ({ id }) => id);
}
