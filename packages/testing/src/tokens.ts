import { randomUUID } from "node:crypto";
import { SignJWT } from "jose/jwt/sign";
import { importJWK } from "jose/key/import";
import { testGround } from "./test-ground";

export interface TestPrincipal {
  userId: string;
  role: "customer" | "staff" | "admin";
  sessionId?: string;
  /** Negative for a token that has expired. 15 minutes, where not said. */
  expiresInSeconds?: number;
}

/** Where the public key of the test tokens is: what a service under test gets as `JWKS_URL`. */
export function jwksUrl(): string {
  return testGround().jwksUrl;
}

/** An access token such as the users service signs. */
export async function accessTokenFor({
  userId,
  role,
  sessionId,
  expiresInSeconds = 900,
}: TestPrincipal): Promise<string> {
  const { signingKey } = testGround();
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ role, sid: sessionId ?? randomUUID() })
    .setProtectedHeader({ alg: "RS256", kid: signingKey.kid })
    .setIssuer("shopeasy")
    .setAudience("shopeasy-api")
    .setSubject(userId)
    .setIssuedAt(Math.min(now, now + expiresInSeconds))
    .setExpirationTime(now + expiresInSeconds)
    .sign(await importJWK(signingKey, "RS256"));
}
