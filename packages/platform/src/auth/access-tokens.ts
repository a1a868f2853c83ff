import { JOSENotSupported, JWKSNoMatchingKey } from "jose/errors";
import { createRemoteJWKSet } from "jose/jwks/remote";
import { type JWTVerifyGetKey, jwtVerify } from "jose/jwt/verify";
import { z } from "zod";
import { Unavailable } from "../errors";
import type { Logger } from "../logging/logger";
import { invalidToken } from "./bearer";
import { roles, type UserPrincipal } from "./principal";
import { RememberedTokens } from "./remembered";

export const accessTokenIssuer = "shopeasy";
export const accessTokenAudience = "shopeasy-api";

/** Seconds by which the clocks of two machines may differ. */
const clockTolerance = 5;

const Claims = z.object({ sub: z.uuid(), role: z.enum(roles), sid: z.string().min(1), exp: z.int() });

export interface AccessTokens {
  /**
   * Who an access token speaks for.
   * @throws Unauthorized("invalid-token"); Unavailable("keys-unavailable") where no key was ever fetched
   */
  verify(token: string): Promise<UserPrincipal>;
}

export interface AccessTokenOptions {
  jwksUrl: string;
  logger: Pick<Logger, "warn">;
  /** Milliseconds between two looks for a key that isn't known. */
  cooldownMs?: number;
  /** Milliseconds after which the keys are fetched anew, so that a revoked one is forgotten. */
  refreshMs?: number;
  now?: () => number;
}

/** Verifies RS256 access tokens by the public keys at `jwksUrl`, which are fetched at the first token. */
export function createAccessTokens(options: AccessTokenOptions): AccessTokens {
  const { now = Date.now } = options;
  const remembered = new RememberedTokens<UserPrincipal>(10_000);
  const keyFor = keySource(options, now);

  return {
    async verify(token) {
      const known = remembered.get(token, now());
      if (known) return known;

      const { sub, role, sid, exp } = await claimsOf(token, keyFor, now());
      const principal: UserPrincipal = { kind: "user", userId: sub, role, sessionId: sid };
      remembered.set(token, principal, (exp + clockTolerance) * 1000);
      return principal;
    },
  };
}

async function claimsOf(
  token: string,
  keyFor: JWTVerifyGetKey,
  now: number,
): Promise<z.output<typeof Claims>> {
  try {
    const { payload } = await jwtVerify(token, keyFor, {
      algorithms: ["RS256"],
      issuer: accessTokenIssuer,
      audience: accessTokenAudience,
      clockTolerance,
      currentDate: new Date(now),
      requiredClaims: ["exp"],
    });
    return Claims.parse(payload);
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    throw invalidToken(error);
  }
}

/**
 * Keys that are at hand stay good while whoever gives them out is away: they are renewed behind the requests' backs,
 * and only a key that was never seen has to wait for the network.
 */
function keySource(options: AccessTokenOptions, now: () => number): JWTVerifyGetKey {
  const { jwksUrl, logger, cooldownMs = 10_000, refreshMs = 300_000 } = options;
  const remote = createRemoteJWKSet(new URL(jwksUrl), {
    cooldownDuration: cooldownMs,
    cacheMaxAge: Number.POSITIVE_INFINITY,
    timeoutDuration: 2_000,
  });
  let renewedAt = now();

  return async (header, token) => {
    if (remote.jwks() && now() - renewedAt > refreshMs) {
      renewedAt = now();
      remote.reload().catch((error: unknown) => logger.warn("keys.refresh-failed", { error }));
    }
    try {
      return await remote(header, token);
    } catch (error) {
      if (error instanceof JWKSNoMatchingKey || error instanceof JOSENotSupported) throw error;
      throw new Unavailable(
        "keys-unavailable",
        "Access tokens can't be checked just now.",
        {},
        { cause: error },
      );
    }
  };
}
