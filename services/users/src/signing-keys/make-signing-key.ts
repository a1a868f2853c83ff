import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { Db } from "@shopeasy/platform/database/connect";
import { sql } from "drizzle-orm";
import { calculateJwkThumbprint } from "jose";
import { signingKeys } from "../db/schema";
import { sealPrivateKey } from "./seal-private-key";
import { PublicKey } from "./signing-key-schemas";

/** Ours among the advisory locks of a database; any number will do, so long as it stays. */
const signingKeyLock = 7_230_413;

/** Stores a new RSA key of 2,048 bits, which signs access tokens from `signsFrom`. */
async function makeSigningKey(db: Db, secret: string, times: { now: Date; signsFrom: Date }): Promise<void> {
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
}

/** Makes the first key where there is none. Of tasks that start at once, one makes it. Call it in a transaction. */
export async function makeFirstSigningKey(tx: Db, secret: string, now: Date): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${signingKeyLock})`);
  const existing = await tx.select({ kid: signingKeys.kid }).from(signingKeys).limit(1);
  if (existing.length === 0) await makeSigningKey(tx, secret, { now, signsFrom: now });
}
