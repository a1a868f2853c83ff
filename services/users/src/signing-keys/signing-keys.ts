import { createPrivateKey, type KeyObject } from "node:crypto";
import type { Database } from "@shopeasy/platform/database/connect";
import type { Logger } from "@shopeasy/platform/logging/logger";
import { desc } from "drizzle-orm";
import type * as schema from "../db/schema";
import { signingKeys } from "../db/schema";
import { makeFirstSigningKey } from "./make-signing-key";
import { openPrivateKey } from "./seal-private-key";
import type { PublicKey } from "./signing-key-schemas";

/** What signs an access token. */
export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
}

interface StoredKey extends SigningKey {
  publicKey: PublicKey;
  signsFrom: Date;
}

interface SigningKeysOptions {
  database: Pick<Database<typeof schema>, "db">;
  secret: string;
  clock: { now: () => Date };
  logger: Pick<Logger, "warn">;
}

/** How many of the newest keys are published: one to come, the one that signs, one whose tokens still live. */
const publishedKeys = 3;
const renewAfterMs = 60_000;

/** The keys that access tokens are signed by: read from the database at first need, the first one made there. */
export class SigningKeys {
  #held: { keys: readonly StoredKey[]; readAt: Date } | undefined;
  #reading: Promise<readonly StoredKey[]> | undefined;

  constructor(private readonly options: SigningKeysOptions) {}

  /** The key to sign by now: the newest whose time has come. */
  async current(): Promise<SigningKey> {
    const keys = await this.#keys();
    const now = this.options.clock.now();
    const key = keys.find(({ signsFrom }) => signsFrom <= now) ?? keys.at(-1);
    if (!key) throw new Error("There is no signing key");
    return key;
  }

  /** The public keys, newest first. */
  async published(): Promise<PublicKey[]> {
    return (await this.#keys()).map(({ publicKey }) => publicKey);
  }

  async #keys(): Promise<readonly StoredKey[]> {
    const { clock, logger } = this.options;
    const held = this.#held;
    if (held && clock.now().getTime() - held.readAt.getTime() < renewAfterMs) return held.keys;

    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    try {
      return await this.#reading;
    } catch (error) {
      // The keys at hand are good while the database is away: nobody else must stop verifying for it.
      if (!held) throw error;
      logger.warn("signing-keys.reading-failed", { error });
      return held.keys;
    }
  }

  async #read(): Promise<readonly StoredKey[]> {
    const { database, secret, clock } = this.options;
    const now = clock.now();
    let rows = await newest(database);
    if (rows.length === 0) {
      await database.db.transaction((tx) => makeFirstSigningKey(tx, secret, now));
      rows = await newest(database);
    }
    const keys = rows.map(({ kid, publicKey, sealedPrivateKey, signsFrom }) => ({
      kid,
      publicKey,
      signsFrom,
      privateKey: createPrivateKey({
        key: openPrivateKey(sealedPrivateKey, kid, secret),
        format: "der",
        type: "pkcs8",
      }),
    }));
    this.#held = { keys, readAt: now };
    return keys;
  }
}

const newest = ({ db }: SigningKeysOptions["database"]) =>
  db
    .select()
    .from(signingKeys)
    .orderBy(desc(signingKeys.createdAt), desc(signingKeys.kid))
    .limit(publishedKeys);
