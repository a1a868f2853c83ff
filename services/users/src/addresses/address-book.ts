import type { AddressId, UserId } from "@shopeasy/contracts/ids";
import type { Db, Tx } from "@shopeasy/platform/database/connect";
import { InvalidInput, NotFound } from "@shopeasy/platform/errors";
import { and, eq } from "drizzle-orm";
import { accountGone } from "../accounts/load-account";
import { accounts, addresses } from "../db/schema";
import type { SavedAddress } from "./address-schemas";
import { faultOfPostalCode, writtenPostalCode } from "./postal-code-rules";

/** What is not set here is left as it is. */
interface Defaults {
  isDefaultShipping?: boolean | undefined;
  isDefaultBilling?: boolean | undefined;
}

/** What of an address is shown, as the columns of a query. */
export const shown = {
  id: addresses.id,
  name: addresses.name,
  line1: addresses.line1,
  line2: addresses.line2,
  city: addresses.city,
  region: addresses.region,
  postalCode: addresses.postalCode,
  country: addresses.country,
  phone: addresses.phone,
  isDefaultShipping: addresses.isDefaultShipping,
  isDefaultBilling: addresses.isDefaultBilling,
};

/**
 * Lets one change of a customer's addresses go on at a time, so that each sees what the one before it left.
 * @throws Unauthorized when the account has gone
 */
export async function lockAddressBook(tx: Tx, userId: UserId): Promise<void> {
  const [account] = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.id, userId))
    .for("no key update");
  if (!account) throw accountGone();
}

/** One of a customer's addresses. @throws NotFound `address-not-found`, also for somebody else's */
export async function loadAddress(db: Db, userId: UserId, id: AddressId): Promise<SavedAddress> {
  const [address] = await db.select(shown).from(addresses).where(own(userId, id));
  if (!address) throw addressNotFound();
  return address;
}

/** Takes from the other addresses what one is about to become the default of. */
export async function giveUpDefaults(tx: Tx, userId: UserId, wanted: Defaults): Promise<void> {
  const mine = eq(addresses.userId, userId);
  if (wanted.isDefaultShipping) {
    await tx
      .update(addresses)
      .set({ isDefaultShipping: false })
      .where(and(mine, eq(addresses.isDefaultShipping, true)));
  }
  if (wanted.isDefaultBilling) {
    await tx
      .update(addresses)
      .set({ isDefaultBilling: false })
      .where(and(mine, eq(addresses.isDefaultBilling, true)));
  }
}

/** The postal code as it is to be stored. @throws InvalidInput where the country has no such, or wants one */
export function checkedPostalCode({
  country,
  postalCode,
}: {
  country: string;
  postalCode?: string | null | undefined;
}): string | null {
  const code = postalCode == null ? null : writtenPostalCode(country, postalCode);
  const message = faultOfPostalCode(country, code);
  if (message) throw new InvalidInput([{ path: "postalCode", message }]);
  return code;
}

export const own = (userId: UserId, id: AddressId) => and(eq(addresses.userId, userId), eq(addresses.id, id));

export const addressNotFound = () => new NotFound("address-not-found", "There is no such address.");
