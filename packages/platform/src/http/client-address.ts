import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { ipKeyGenerator } from "express-rate-limit";

/** Whom a request comes from. */
export type ReadAddress = (request: IncomingMessage) => string;

/** Who is believed about whom a request comes from. */
export interface CallerSources {
  /** How many proxies stand before us and may be believed about `X-Forwarded-For`. */
  trustedProxies: number;
  /** A header in which something before those proxies tells it, where it does: nobody else's may get here. */
  callerHeader?: string | undefined;
}

/**
 * The caller's address by the one rule: the caller's header, where there is one; else as many entries from the right of
 * `X-Forwarded-For` as there are trusted proxies, so that what a caller writes there himself is never believed. What is
 * no address counts as none: the peer's own is taken.
 */
export function addressReader({ trustedProxies, callerHeader = "" }: CallerSources): ReadAddress {
  return ({ headers, socket }) => {
    const told = headers[callerHeader];
    if (typeof told === "string" && isIP(told) !== 0) return told;
    const forwarded = headers["x-forwarded-for"];
    if (trustedProxies > 0 && typeof forwarded === "string") {
      const entry = entryFromRight(forwarded, trustedProxies);
      if (isIP(entry) !== 0) return entry;
    }
    return socket.remoteAddress ?? "0.0.0.0";
  };
}

/** The n-th entry of the list from its end; the first, where there are not so many. */
function entryFromRight(list: string, n: number): string {
  let end = list.length;
  let comma = list.lastIndexOf(",");
  for (let left = n - 1; left > 0 && comma !== -1; left--) {
    end = comma;
    comma = list.lastIndexOf(",", end - 1);
  }
  return list.slice(comma + 1, end).trim();
}

const mostNames = 10_000;

/** Whom an address counts as: an IPv6 one as its /56, as networks are given out. Parsing one is slow, so it is kept. */
export function networkReader(): (address: string) => string {
  const names = new Map<string, string>();

  return (address) => {
    if (!address.includes(":")) return address;
    const known = names.get(address);
    if (known !== undefined) return known;
    if (names.size >= mostNames) names.clear();
    const name = ipKeyGenerator(address, 56);
    names.set(address, name);
    return name;
  };
}
