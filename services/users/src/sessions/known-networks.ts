import { createHash } from "node:crypto";
import type { Db, Tx } from "@shopeasy/platform/database/connect";
import { and, eq, gt } from "drizzle-orm";
import { signInNetworks } from "../db/schema";
import { knownSince } from "./failure-rules";

const hashOf = (text: string) => createHash("sha256").update(text).digest("base64url");

/** Who tries to sign in. `network` is `networkOf` the client's address; without one the attempt is a stranger's. */
export interface Attempt {
  email: string;
  network?: string | undefined;
}

/** Also addresses without an account are counted, and those are not ours to keep. */
export const hashOfAddress = (email: string) => hashOf(email);

/** Of both together: the same network is another one for everybody. */
const hashOfNetwork = ({ email, network }: Attempt & { network: string }) => hashOf(`${email}\n${network}`);

/**
 * The key of the counter that an attempt's failure belongs to. All strangers to an address share one; a network from
 * which it was signed in with in the last 30 days has its own, so that nobody can lock a customer out of her home by
 * failing elsewhere. An attacker gains ten guesses for each of those networks, if he can send from it.
 */
export async function counterOf(db: Db, { email, network }: Attempt, now: Date): Promise<string> {
  if (network === undefined) return hashOfAddress(email);
  const networkHash = hashOfNetwork({ email, network });
  const [known] = await db
    .select({ networkHash: signInNetworks.networkHash })
    .from(signInNetworks)
    .where(and(eq(signInNetworks.networkHash, networkHash), gt(signInNetworks.signedInAt, knownSince(now))));
  return known ? networkHash : hashOfAddress(email);
}

/** Makes an address known from nowhere any more. */
export async function forgetNetworks(tx: Tx, email: string): Promise<void> {
  await tx.delete(signInNetworks).where(eq(signInNetworks.addressHash, hashOfAddress(email)));
}

/** Makes a network known for an address: whoever is there has proved that the address is theirs. */
export async function rememberNetwork(tx: Tx, { email, network }: Attempt, now: Date): Promise<void> {
  if (network === undefined) return;
  const networkHash = hashOfNetwork({ email, network });
  await tx
    .insert(signInNetworks)
    .values({ networkHash, addressHash: hashOfAddress(email), signedInAt: now })
    .onConflictDoUpdate({ target: signInNetworks.networkHash, set: { signedInAt: now } });
}
