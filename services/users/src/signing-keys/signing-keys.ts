import { createPrivateKey, type KeyObject } from "node:crypto";
import type { Database } from "@shopeasy/platform/database/connect";
import type { Logger } from "@shopeasy/platform/logging/logger";
import { desc } from "drizzle-orm";
import type * as schema from "../db/schema";
import { signingKeys } from "../db/schema";
import { type KeySchedule, signingNow, usualSchedule } from "./key-schedule-rules";
import { openPrivateKey } from "./seal-private-key";
import type { PublicKey } from "./signing-key-schemas";
import { tendSigningKeys } from "./tend-signing-keys";

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
  logger: Pick<Logger, "info" | "warn">;
  schedule?: KeySchedule;
}

const renewAfterMs = 60_000;

/**
 * The keys that access tokens are signed by: read from the database at first need and each minute, the first ones made
 * there. All that the database holds are published: one to come, the one that signs, those whose tokens may still live.
 */
export class SigningKeys {
  #held: { keys: readonly StoredKey[]; readAt: Date } | undefined;
  #reading: Promise<readonly StoredKey[]> | undefined;

  constructor(private readonly options: SigningKeysOptions) {}

  /** The key to sign by now. */
  async current(): Promise<SigningKey> {
    const key = signingNow(await this.#keys(), this.options.clock.now());
    if (!key) throw new Error("There is no signing key");
    return key;
  }

  /** The public keys, those to come first. */
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
    const { database, secret, clock, schedule = usualSchedule } = this.options;
    const now = clock.now();
    let rows = await readKeys(database);
    if (rows.length === 0) {
      await tendSigningKeys({ ...this.options, schedule });
      rows = await readKeys(database);
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

const readKeys = ({ db }: SigningKeysOptions["database"]) =>
  db.select().from(signingKeys).orderBy(desc(signingKeys.signsFrom));
