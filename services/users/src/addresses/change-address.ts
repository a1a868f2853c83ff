import type { AddressId, UserId } from "@shopeasy/contracts/ids";
import { addresses } from "../db/schema";
import type { Deps } from "../deps";
import {
  addressNotFound,
  checkedPostalCode,
  giveUpDefaults,
  loadAddress,
  lockAddressBook,
  own,
  shown,
} from "./address-book";
import type { AddressChanges, SavedAddress } from "./address-schemas";

/**
 * Changes what is given, and leaves the rest. An address that becomes a default takes that from the one that was; one
 * that is told to be none leaves the customer without.
 * @throws NotFound `address-not-found`; InvalidInput for a postal code that its country doesn't have
 */
export async function changeAddress(
  { database, clock, logger }: Pick<Deps, "database" | "clock" | "logger">,
  { userId, id }: { userId: UserId; id: AddressId },
  changes: AddressChanges,
): Promise<SavedAddress> {
  const changed = await database.db.transaction(async (tx) => {
    await lockAddressBook(tx, userId);
    const present = await loadAddress(tx, userId, id);
    const postalCode = checkedPostalCode({
      country: changes.country ?? present.country,
      postalCode: changes.postalCode === undefined ? present.postalCode : changes.postalCode,
    });
    await giveUpDefaults(tx, userId, changes);
    const [updated] = await tx
      .update(addresses)
      .set({ ...changes, postalCode, updatedAt: clock.now() })
      .where(own(userId, id))
      .returning(shown);
    if (!updated) throw addressNotFound();
    return updated;
  });
  logger.info("address.changed", { userId, fields: Object.keys(changes).length });
  return changed;
}
