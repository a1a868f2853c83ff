import { AddressId, type UserId } from "@shopeasy/contracts/ids";
import { Unprocessable } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { eq } from "drizzle-orm";
import { addresses } from "../db/schema";
import type { Deps } from "../deps";
import { checkedPostalCode, giveUpDefaults, lockAddressBook, shown } from "./address-book";
import type { NewAddress, SavedAddress } from "./address-schemas";

/** Far more than anybody needs, and so few that no list of them is ever long. */
const mostAddresses = 50;

/**
 * Adds to a customer's addresses. The first one becomes the default of both kinds, whatever is asked; a later one does
 * where it is asked for, in place of what was.
 * @throws InvalidInput for a postal code that its country doesn't have; Unprocessable `address-book-full`
 */
export async function addAddress(
  { database, clock, logger }: Pick<Deps, "database" | "clock" | "logger">,
  userId: UserId,
  address: NewAddress,
): Promise<SavedAddress> {
  const postalCode = checkedPostalCode(address);
  const now = clock.now();
  const added = await database.db.transaction(async (tx) => {
    await lockAddressBook(tx, userId);
    const count = await tx.$count(addresses, eq(addresses.userId, userId));
    if (count >= mostAddresses) {
      throw new Unprocessable(
        "address-book-full",
        `Only ${mostAddresses} addresses can be kept; delete one first.`,
      );
    }
    const defaults = {
      isDefaultShipping: count === 0 || address.isDefaultShipping === true,
      isDefaultBilling: count === 0 || address.isDefaultBilling === true,
    };
    await giveUpDefaults(tx, userId, defaults);
    const id = AddressId.parse(newId());
    const [inserted] = await tx
      .insert(addresses)
      .values({ ...address, ...defaults, postalCode, id, userId, createdAt: now, updatedAt: now })
      .returning(shown);
    if (!inserted) throw new Error("The address was not stored");
    return inserted;
  });
  logger.info("address.added", { userId });
  return added;
}
