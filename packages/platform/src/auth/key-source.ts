import { JWKSNoMatchingKey } from "jose/errors";
import { createRemoteJWKSet, customFetch, type FetchImplementation } from "jose/jwks/remote";
import type { JWTVerifyGetKey } from "jose/jwt/verify";
import { Unavailable } from "../errors";
import type { Logger } from "../logging/logger";
import { span, traceHeader } from "../tracing/tracing";

export interface KeySourceOptions {
  jwksUrl: string;
  logger: Pick<Logger, "warn">;
  /** Milliseconds between two looks for a key that isn't known. */
  cooldownMs?: number;
  /** Milliseconds after which the keys are fetched anew, so that a revoked one is forgotten. */
  refreshMs?: number;
  now?: () => number;
}

/** Without any key nothing can be verified, so another try is worth making sooner. */
const firstRetryMs = 1_000;

/**
 * The public keys at a URL, fetched when the first is needed. Those at hand stay good while whoever gives them out is
 * away, and are renewed behind the requests' backs. A key that isn't known is looked for once in `cooldownMs`, whether
 * that succeeds or fails: a flood of forged tokens asks for the keys no more often than one does.
 *
 * The function throws `Unavailable("keys-unavailable")` where the keys could not be had, so that the token may be good,
 * and jose's own errors for tokens that name no key of theirs.
 */
export function createKeySource(options: KeySourceOptions): JWTVerifyGetKey {
  const { jwksUrl, logger, cooldownMs = 10_000, refreshMs = 300_000, now = Date.now } = options;
  // When to fetch is decided here alone.
  const remote = createRemoteJWKSet(new URL(jwksUrl), {
    cooldownDuration: Number.POSITIVE_INFINITY,
    cacheMaxAge: Number.POSITIVE_INFINITY,
    timeoutDuration: 2_000,
    [customFetch]: askForKeys,
  });
  let asking: Promise<void> | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let failure: unknown;

  function ask(): Promise<void> {
    asking ??= fetchKeys().finally(() => {
      asking = undefined;
    });
    return asking;
  }

  async function fetchKeys(): Promise<void> {
    askedAt = now();
    try {
      await remote.reload();
      failure = undefined;
    } catch (error) {
      failure = error;
      logger.warn("keys.fetch-failed", { error });
    }
  }

  /** Whoever comes while the keys are on their way waits for them, too. */
  const askAtMostEvery = async (pauseMs: number) => {
    if (asking || now() - askedAt >= pauseMs) await ask();
  };

  return async (header, token) => {
    if (!remote.jwks()) {
      await askAtMostEvery(Math.min(firstRetryMs, cooldownMs));
      if (!remote.jwks()) throw unavailable(failure);
    } else if (now() - askedAt > refreshMs) {
      void ask();
    }
    try {
      return await remote(header, token);
    } catch (error) {
      if (!(error instanceof JWKSNoMatchingKey)) throw error;
      await askAtMostEvery(cooldownMs);
      if (failure !== undefined) throw unavailable(failure);
      return remote(header, token);
    }
  };
}

/** A part of the trace of whoever waits for it, and the caller of what answers it. */
const askForKeys: FetchImplementation = (url, options) =>
  span(
    "keys",
    async (part) => {
      const headers = new Headers(options.headers);
      const trace = traceHeader();
      if (trace !== undefined) headers.set("x-amzn-trace-id", trace);
      const answer = await fetch(url, { ...options, headers });
      part.setHttp({ method: options.method, url: new URL(url).pathname, status: answer.status });
      return answer;
    },
    { remote: true },
  );

const unavailable = (cause: unknown) =>
  new Unavailable("keys-unavailable", "Access tokens can't be checked just now.", {}, { cause });
