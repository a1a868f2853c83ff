import { snsClient } from "@shopeasy/platform/aws/clients";
import { type Database, openDatabase } from "@shopeasy/platform/database/connect";
import type { Publish } from "@shopeasy/platform/events/event";
import { createPublisher } from "@shopeasy/platform/events/publish";
import { type Foundation, layFoundation } from "@shopeasy/platform/runtime/foundation";
import type { AccountConfig, UsersConfig } from "./config";
import * as schema from "./db/schema";
import { PasswordHasher } from "./passwords/password-hasher";
import { SigningKeys } from "./signing-keys/signing-keys";

/** What making an account takes, also without a service around it. */
export interface AccountDeps {
  database: Database<typeof schema>;
  passwords: PasswordHasher;
  clock: { now: () => Date };
}

export interface Deps extends Foundation, AccountDeps {
  signingKeys: SigningKeys;
  publish: Publish;
  close: () => Promise<void>;
}

/** Opens what the users service stands on; nothing is connected before it is needed. */
export function createDeps(config: UsersConfig): Deps {
  const foundation = layFoundation("users", config);
  const { logger, clock, client } = foundation;
  const { database, passwords } = createAccountDeps(config);
  const sns = snsClient({ region: config.AWS_REGION, endpoint: config.AWS_ENDPOINT_URL_SNS });
  return {
    ...foundation,
    database,
    passwords,
    signingKeys: new SigningKeys({ database, secret: config.SIGNING_KEY_SECRET, clock, logger }),
    publish: createPublisher({ sns, topicArn: config.EVENTS_TOPIC_ARN, logger }),
    async close() {
      await Promise.all([database.close(), client.close()]);
      sns.destroy();
    },
  };
}

/** Opens what a program needs that makes accounts by hand; close its `database`. */
export function createAccountDeps(config: AccountConfig): AccountDeps {
  return {
    database: openDatabase({
      url: config.DATABASE_URL,
      schema,
      poolSize: config.DATABASE_POOL_SIZE,
      name: "users",
    }),
    passwords: new PasswordHasher({
      atOnce: config.PASSWORD_HASHES_AT_ONCE,
      waiting: config.PASSWORD_HASHES_WAITING,
    }),
    clock: { now: () => new Date() },
  };
}
