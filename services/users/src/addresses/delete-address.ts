import type { AddressId, UserId } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { desc, eq } from "drizzle-orm";
import { addresses } from "../db/schema";
import type { Deps } from "../deps";
import { addressNotFound, lockAddressBook, own } from "./address-book";

/**
 * Takes an address out of a customer's book. What it was the default of, the newest of the others becomes.
 * @throws NotFound `address-not-found`
 */
export async function deleteAddress(
  { database, logger }: Pick<Deps, "database" | "logger">,
  userId: UserId,
  id: AddressId,
): Promise<void> {
  await database.db.transaction(async (tx) => {
    await lockAddressBook(tx, userId);
    const [deleted] = await tx.delete(addresses).where(own(userId, id)).returning();
    if (!deleted) throw addressNotFound();
    const { isDefaultShipping, isDefaultBilling } = deleted;
    await passOn(tx, userId, {
      ...(isDefaultShipping && { isDefaultShipping }),
      ...(isDefaultBilling && { isDefaultBilling }),
    });
  });
  logger.info("address.deleted", { userId });
}

async function passOn(
  tx: Tx,
  userId: UserId,
  defaults: { isDefaultShipping?: true; isDefaultBilling?: true },
): Promise<void> {
  if (Object.keys(defaults).length === 0) return;
  const [newest] = await tx
    .select({ id: addresses.id })
    .from(addresses)
    .where(eq(addresses.userId, userId))
    .orderBy(desc(addresses.id))
    .limit(1);
  if (newest) await tx.update(addresses).set(defaults).where(own(userId, newest.id));
}
