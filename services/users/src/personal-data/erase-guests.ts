import { eraseGuest } from "@shopeasy/contracts/internal/orders";
import { asc, eq } from "drizzle-orm";
import { guestErasures } from "../db/schema";
import type { Deps } from "../deps";

/**
 * Has what was ordered as a guest, under the verified address of an erased account, erased as well. The event can't tell
 * the address, for events are kept; so it is told by a call, until that succeeds, and forgotten. Gives how many.
 * @throws Unavailable while orders does not answer
 */
export async function eraseGuests({ database, client }: Pick<Deps, "database" | "client">): Promise<number> {
  const { db } = database;
  const [oldest] = await db.select().from(guestErasures).orderBy(asc(guestErasures.id)).limit(1);
  if (!oldest) return 0;
  await client.call(eraseGuest, { body: { email: oldest.email } });
  await db.delete(guestErasures).where(eq(guestErasures.id, oldest.id));
  return 1;
}
