import { addressFields } from "@shopeasy/contracts/address";
import { type AddressId, UserId } from "@shopeasy/contracts/ids";
import { getAddress } from "@shopeasy/contracts/internal/users";
import type { UserPrincipal } from "@shopeasy/platform/auth/principal";
import { refuseCardNumbers } from "@shopeasy/platform/card-data/card-data-rules";
import { AppError, InvalidInput, NotFound } from "@shopeasy/platform/errors";
import type { Deps } from "../deps";
import type { Address } from "../orders/order-schemas";
import type { Destination } from "../taxes/tax-rules";

export interface GivenAddress {
  shippingAddress?: Address | undefined;
  addressId?: AddressId | undefined;
}

/**
 * Where it is to go: what was written out, or one of the caller's own addresses as it is now; null where neither is
 * given.
 * @throws InvalidInput for a guest's `addressId`, or `card-data-refused` for what stands in an address; NotFound `unknown-address`
 */
export async function addressOf(
  { client }: Pick<Deps, "client">,
  { shippingAddress, addressId }: GivenAddress,
  caller: UserPrincipal | null,
): Promise<Address | null> {
  if (addressId === undefined) return shippingAddress ?? null;
  if (caller === null) {
    throw new InvalidInput([{ path: "addressId", message: "is for those who are signed in" }]);
  }
  const params = { userId: UserId.parse(caller.userId), addressId };
  const { id: _, ...found } = await client.call(getAddress, { params }).catch((error: unknown) => {
    if (error instanceof AppError && error.status === 404) throw unknownAddress();
    throw error;
  });
  const fields = Object.entries(found).filter(([name, text]) => name in addressFields && text !== null);
  return refuseCardNumbers()(Object.fromEntries(fields) as Address);
}

export const destinationOf = ({ country, region }: Address): Destination => ({
  country,
  region: region ?? null,
});

const unknownAddress = () =>
  new NotFound("unknown-address", "There is no such address in your address book.");
