import type { Role } from "@shopeasy/contracts/conventions";
import type { UserId } from "@shopeasy/contracts/ids";
import { accessTokenAudience, accessTokenIssuer } from "@shopeasy/platform/auth/access-tokens";
import { SignJWT } from "jose";
import type { SigningKey } from "./signing-keys";

/** 15 minutes: as long as a session that has ended, or a role that was taken away, may still be believed. */
export const accessTokenSeconds = 900;

/** Whom an access token speaks for. */
export interface TokenHolder {
  userId: UserId;
  role: Role;
  sessionId: string;
}

/** An access token (RS256) that holds from `now` for 15 minutes. */
export function signAccessToken(key: SigningKey, holder: TokenHolder, now: Date): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT({ role: holder.role, sid: holder.sessionId })
    .setProtectedHeader({ alg: "RS256", kid: key.kid, typ: "JWT" })
    .setIssuer(accessTokenIssuer)
    .setAudience(accessTokenAudience)
    .setSubject(holder.userId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + accessTokenSeconds)
    .sign(key.privateKey);
}
