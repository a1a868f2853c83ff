import ipaddr from "ipaddr.js";

/** What IANA has given out for addresses that anybody on the Internet may have (RFC 4291). */
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an address (as text, without brackets) is one of the public Internet. Loopback, private, link-local and
 * unique-local ones are not, nor carrier-grade NAT, multicast, reserved, documentation and benchmarking ranges, nor
 * IPv6 ones that lead to an IPv4 address in them: mapped, NAT64, 6to4, Teredo. Nor is anything that is no address.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  return address.kind() === "ipv4" || address.match(globalUnicast);
}
