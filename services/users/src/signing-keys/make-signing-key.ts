import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { Db } from "@shopeasy/platform/database/connect";
import { calculateJwkThumbprint } from "jose";
import { signingKeys } from "../db/schema";
import type { ScheduledKey } from "./key-schedule-rules";
import { sealPrivateKey } from "./seal-private-key";
import { PublicKey } from "./signing-key-schemas";

/** Stores a new RSA key of 2,048 bits, which signs access tokens from `signsFrom`. */
export async function makeSigningKey(
  db: Db,
  secret: string,
  times: { now: Date; signsFrom: Date },
): Promise<ScheduledKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const { n, e } = publicKey.export({ format: "jwk" });
  const kid = await calculateJwkThumbprint({ kty: "RSA", n, e });
  const pkcs8 = privateKey.export({ format: "der", type: "pkcs8" });
  await db.insert(signingKeys).values({
    kid,
    publicKey: PublicKey.parse({ kty: "RSA", n, e, kid, alg: "RS256", use: "sig" }),
    sealedPrivateKey: sealPrivateKey(pkcs8, kid, secret),
    signsFrom: times.signsFrom,
    createdAt: times.now,
  });
  return { kid, signsFrom: times.signsFrom };
}
