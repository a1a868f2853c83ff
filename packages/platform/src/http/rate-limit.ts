import type { Request, Response } from "express";
import { ipKeyGenerator, MemoryStore, type Options } from "express-rate-limit";
import type { LimitClass, RateLimit, RateLimits } from "../config/rate-limits";
import { TooManyRequests } from "../errors";
import { clientAddress } from "./client-address";
import { exchangeOf } from "./exchange";

/** Counts a request against its class, and sets the answer's RateLimit headers. Rejects with TooManyRequests. */
export type CountRequest = (limitClass: LimitClass, request: Request, response: Response) => Promise<void>;

/** One window for each class and client. */
export function createRateLimit(limits: RateLimits): CountRequest {
  const windows = {
    reading: windowOf("reading", limits.reading),
    writing: windowOf("writing", limits.writing),
    credentials: windowOf("credentials", limits.credentials),
  };
  const clientOf = createClientNames();

  return async (limitClass, request, response) => {
    const { store, limit, policy } = windows[limitClass];
    exchangeOf(request).counted = true;
    const { totalHits, resetTime } = await store.increment(clientOf(clientAddress(request)));

    const seconds = Math.max(0, Math.ceil((Number(resetTime) - Date.now()) / 1000));
    response.setHeader("RateLimit-Policy", policy);
    response.setHeader("RateLimit", `"${limitClass}"; r=${Math.max(0, limit - totalHits)}; t=${seconds}`);
    if (totalHits > limit) {
      throw new TooManyRequests(
        "too-many-requests",
        "Too many requests from this address; wait a little.",
        seconds,
      );
    }
  };
}

/**
 * The library's store, without its middleware: that hashes the address and waits five times for each request, which
 * costs more than all else we do with one. The headers are those of its draft 8.
 */
function windowOf(limitClass: LimitClass, { limit, windowSeconds }: RateLimit) {
  const store = new MemoryStore();
  store.init({ windowMs: windowSeconds * 1000 } as Options);
  return { store, limit, policy: `"${limitClass}"; q=${limit}; w=${windowSeconds}` };
}

const mostNames = 10_000;

/** Whom an address counts as: an IPv6 one as its /56, as networks are given out. Parsing one is slow, so it is kept. */
function createClientNames(): (address: string) => string {
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
