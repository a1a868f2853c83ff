import type { ServerResponse } from "node:http";
import type { LimitClass, RateLimits } from "../config/rate-limits";
import { TooManyRequests } from "../errors";
import type { Logger } from "../logging/logger";
import { networkReader } from "./client-address";
import { memoryWindow, type Tally } from "./hit-window";
import { type LimitStores, sharedWindow } from "./shared-window";

/** Where a client stands after a request was counted: what the answer's headers say of it. */
export interface Standing {
  /** Of `RateLimit-Policy`. */
  readonly policy: string;
  /** Of `RateLimit`. */
  readonly state: string;
  readonly refusal: TooManyRequests | undefined;
}

/** Counts a request against its class: at once where that is counted in memory. */
export type CountRequest = (limitClass: LimitClass, address: string) => Standing | Promise<Standing>;

export interface RateLimitOptions {
  limits: RateLimits;
  logger: Pick<Logger, "warn" | "info">;
  /** Where all tasks count together; without them each counts for itself. */
  stores?: LimitStores | undefined;
}

/** One window for each class and client. The headers are those of the IETF's draft 8. */
export function createRateLimit({ limits, logger, stores }: RateLimitOptions): CountRequest {
  const classes = {
    reading: classOf("reading"),
    writing: classOf("writing"),
    credentials: classOf("credentials"),
  };
  const networkOf = networkReader();

  function classOf(limitClass: LimitClass) {
    const { limit, windowSeconds } = limits[limitClass];
    const windowMs = windowSeconds * 1000;
    const window = stores
      ? sharedWindow(stores(limitClass), { limitClass, windowMs, logger })
      : memoryWindow(windowMs);
    const policy = `"${limitClass}"; q=${limit}; w=${windowSeconds}`;

    const standingOf = ({ hits, endsAt }: Tally): Standing => {
      const seconds = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
      const state = `"${limitClass}"; r=${Math.max(0, limit - hits)}; t=${seconds}`;
      return { policy, state, refusal: hits > limit ? refusalFor(seconds) : undefined };
    };
    return { window, standingOf };
  }

  return (limitClass, address) => {
    const { window, standingOf } = classes[limitClass];
    const tally = window.count(networkOf(address));
    return tally instanceof Promise ? tally.then(standingOf) : standingOf(tally);
  };
}

/** Puts a standing into the answer, and gives what to answer with where the client has asked too often. */
export function tellStanding({ policy, state, refusal }: Standing, response: ServerResponse) {
  response.setHeader("RateLimit-Policy", policy);
  response.setHeader("RateLimit", state);
  return refusal;
}

const refusalFor = (seconds: number) =>
  new TooManyRequests("too-many-requests", "Too many requests from this address; wait a little.", seconds);
