import { isIP } from "node:net";
import { isPublicAddress } from "./public-address-rules";

/** Whose addresses are never public, whatever answers for them: RFC 6761, 6762, 8375 and ICANN's `internal`. */
const localNames = /(^|\.)(localhost|local|internal|home\.arpa|localdomain|lan)$/;

/** What is wrong with an address to call that others chose, for the one who chose it; null when nothing is. */
export function faultOfPublicUrl(text: string, { allowPrivate }: { allowPrivate: boolean }): string | null {
  // A URL's reader passes over line breaks and tabs, and so would hide what is meant.
  if (/[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return "is not a URL";
  const url = new URL(text);
  if (url.protocol !== "https:" && !(allowPrivate && url.protocol === "http:"))
    return "must begin with https://";
  if (url.username !== "" || url.password !== "") return "must have no user name or password in it";
  const host = hostOf(url);
  if (host === "") return "is not a URL";
  return allowPrivate || isPublicHost(host) ? null : "must lead to a public address";
}

/** The host without the brackets of an IPv6 address or the dot of a rooted name; numbers in any writing are IPv4 ones. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");

function isPublicHost(host: string): boolean {
  if (isIP(host) !== 0) return isPublicAddress(host);
  return host.includes(".") && !localNames.test(host);
}
