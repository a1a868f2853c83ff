import { type JWTVerifyGetKey, jwtVerify } from "jose/jwt/verify";
import { z } from "zod";
import { Unavailable } from "../errors";
import { invalidToken } from "./bearer";
import { createKeySource, type KeySourceOptions } from "./key-source";
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

export type AccessTokenOptions = KeySourceOptions;

/** Verifies RS256 access tokens by the public keys at `jwksUrl`, which are fetched at the first token. */
export function createAccessTokens(options: AccessTokenOptions): AccessTokens {
  const { now = Date.now } = options;
  const remembered = new RememberedTokens<UserPrincipal>(10_000);
  const keyFor = createKeySource(options);

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
