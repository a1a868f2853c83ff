import { ipKeyGenerator } from "express-rate-limit";

/**
 * The network that an address belongs to, as one household or office is given it: the /24 of an IPv4 address (also of
 * one that is written as IPv6), the /56 of an IPv6 one. A device's address changes within it from day to day.
 */
export function networkOf(address: string): string {
  const ipv4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(address)?.[1];
  return ipv4 === undefined ? ipKeyGenerator(address, 56) : `${ipv4}.0/24`;
}
