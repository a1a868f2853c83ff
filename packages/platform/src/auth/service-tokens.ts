import { SignJWT } from "jose/jwt/sign";
import { jwtVerify } from "jose/jwt/verify";
import { Unauthorized } from "../errors";
import { RememberedTokens } from "./remembered";

const issuer = "shopeasy";
const lifetimeSeconds = 60;

/** Reused this long, so that it has half its life left wherever it arrives. */
const reusedMs = 30_000;

export interface ServiceTokenOptions {
  /** The service's own name. */
  service: string;
  /** The first one signs; each is believed, so that secrets can be changed without a pause. */
  secrets: readonly string[];
  now?: () => number;
}

/** Makes and checks the tokens by which our services know one another. */
export interface ServiceTokens {
  /** A token for `callee` alone, good for 30 to 60 seconds. */
  tokenFor(callee: string): Promise<string>;
  /** The name of the caller. @throws Unauthorized("invalid-service-token") */
  verify(token: string): Promise<string>;
}

export function createServiceTokens({
  service,
  secrets,
  now = Date.now,
}: ServiceTokenOptions): ServiceTokens {
  const keys = secrets.map((secret) => new TextEncoder().encode(secret));
  const made = new Map<string, { token: Promise<string>; at: number }>();
  const remembered = new RememberedTokens<string>(1_000);

  return {
    tokenFor(callee) {
      const last = made.get(callee);
      if (last && now() - last.at < reusedMs) return last.token;
      const token = sign(signingKey(keys), service, callee, Math.floor(now() / 1000));
      made.set(callee, { token, at: now() });
      return token;
    },

    async verify(token) {
      const known = remembered.get(token, now());
      if (known !== undefined) return known;
      const { caller, until } = await verifyWithAny(token, keys, service, now());
      remembered.set(token, caller, until);
      return caller;
    },
  };
}

function signingKey([first]: readonly Uint8Array[]): Uint8Array {
  if (!first) throw new Error("Service tokens need a secret");
  return first;
}

function sign(key: Uint8Array, caller: string, callee: string, issuedAt: number): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer(issuer)
    .setSubject(caller)
    .setAudience(callee)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .sign(key);
}

async function verifyWithAny(token: string, keys: readonly Uint8Array[], audience: string, now: number) {
  let cause: unknown;
  for (const key of keys) {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ["HS256"],
        issuer,
        audience,
        clockTolerance: 5,
        currentDate: new Date(now),
        requiredClaims: ["exp", "sub"],
      });
      return { caller: String(payload.sub), until: Number(payload.exp) * 1000 };
    } catch (error) {
      cause = error;
    }
  }
  throw new Unauthorized("invalid-service-token", "The service token is not good.", {}, { cause });
}
