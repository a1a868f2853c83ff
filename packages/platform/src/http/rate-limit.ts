import type { Request, Response } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";
import type { LimitClass, RateLimits } from "../config/rate-limits";
import { TooManyRequests } from "../errors";
import { clientAddress } from "./client-address";
import { exchangeOf } from "./exchange";

/** Counts a request against its class, and sets the answer's RateLimit headers. Rejects with TooManyRequests. */
export type CountRequest = (limitClass: LimitClass, request: Request, response: Response) => Promise<void>;

/** One window for each class and client address; an IPv6 caller is known by its /56, as networks are given out. */
export function createRateLimit(limits: RateLimits): CountRequest {
  const limiters = {
    reading: limiterOf("reading", limits),
    writing: limiterOf("writing", limits),
    credentials: limiterOf("credentials", limits),
  };

  return (limitClass, request, response) => {
    exchangeOf(request).counted = true;
    return new Promise((resolve, reject) => {
      limiters[limitClass](request, response, (refused?: unknown) => (refused ? reject(refused) : resolve()));
    });
  };
}

function limiterOf(limitClass: LimitClass, limits: RateLimits) {
  const { limit, windowSeconds } = limits[limitClass];
  return rateLimit({
    limit,
    windowMs: windowSeconds * 1000,
    identifier: limitClass,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    validate: false,
    keyGenerator: (request) => ipKeyGenerator(clientAddress(request)),
    handler: (_request, response, next) => {
      const seconds = Number(response.getHeader("Retry-After") ?? windowSeconds);
      next(
        new TooManyRequests(
          "too-many-requests",
          "Too many requests from this address; wait a little.",
          seconds,
        ),
      );
    },
  });
}
