import dns, { type LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { isPublicAddress } from "./public-address-rules";

/** Gives all addresses of a name, as the system would connect to them. */
export type Resolve = (host: string) => Promise<LookupAddress[]>;

/** By the system's own means: its hosts file and its name servers. */
export const systemResolve: Resolve = (host) => dns.promises.lookup(host, { all: true });

/** An address that must not be called; who meets it learns no more. */
export class AddressRefused extends Error {
  override name = "AddressRefused";
  readonly code = "ADDRESS_REFUSED";
}

/**
 * A lookup for a socket: it connects to the addresses that were looked at here, and to no others that a name server
 * may give out a moment later. A name with one address that is not public is refused altogether.
 */
export function publicLookup(resolve: Resolve, { allowPrivate }: { allowPrivate: boolean }): LookupFunction {
  return (host, { all }, callback) => {
    resolve(host).then(
      (found) => {
        const [first] = found;
        if (!first || !(allowPrivate || found.every(({ address }) => isPublicAddress(address)))) {
          callback(new AddressRefused("The name does not lead to a public address"), "", 0);
        } else if (all) callback(null, found);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, "", 0),
    );
  };
}
