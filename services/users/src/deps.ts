import type { SQSClient } from "@aws-sdk/client-sqs";
import type { ShopFlags } from "@shopeasy/contracts/flags";
import { shopDeclarations } from "@shopeasy/contracts/shop-declarations";
import { snsClient, sqsClient } from "@shopeasy/platform/aws/clients";
import { type Database, openDatabase } from "@shopeasy/platform/database/connect";
import { databaseAccess } from "@shopeasy/platform/database/sign-in";
import type { Publish } from "@shopeasy/platform/events/event";
import { createPublisher } from "@shopeasy/platform/events/publish";
import { type Foundation, layFoundation, leaveFoundation } from "@shopeasy/platform/runtime/foundation";
import { type AccountCounts, accountCounts } from "./accounts/account-counts";
import type { AccountConfig, SigningKeyConfig, UsersConfig } from "./config";
import * as schema from "./db/schema";
import { oneTimeTokenKey } from "./one-time-tokens/one-time-token";
import { PasswordHasher } from "./passwords/password-hasher";
import type { KeySchedule } from "./signing-keys/key-schedule-rules";
import { SigningKeys } from "./signing-keys/signing-keys";

/** What making an account takes, also without a service around it. */
export interface AccountDeps {
  database: Database<typeof schema>;
  passwords: PasswordHasher;
  clock: { now: () => Date };
}

export interface Deps extends Foundation<ShopFlags>, AccountDeps {
  signingKeys: SigningKeys;
  /** Derives the tokens that are mailed. */
  tokenKey: Buffer;
  publish: Publish;
  sqs: SQSClient;
  counts: AccountCounts;
  close: () => Promise<void>;
}

/** Opens what the users service stands on; nothing is connected before it is needed. */
export function createDeps(config: UsersConfig): Deps {
  const foundation = layFoundation("users", config, shopDeclarations, {
    cart: config.CART_URL,
    orders: config.ORDERS_URL,
    feedback: config.FEEDBACK_URL,
  });
  const { logger, metrics, clock } = foundation;
  const { database, passwords } = createAccountDeps(config, { logger, metrics });
  const { AWS_REGION: region } = config;
  const sns = snsClient({ region, endpoint: config.AWS_ENDPOINT_URL_SNS, metrics });
  const sqs = sqsClient({ region, endpoint: config.AWS_ENDPOINT_URL_SQS, metrics });
  return {
    ...foundation,
    database,
    passwords,
    signingKeys: new SigningKeys({ database, clock, logger, ...keySettings(config) }),
    tokenKey: oneTimeTokenKey(config.SIGNING_KEY_SECRET),
    publish: createPublisher({ sns, topicArn: config.EVENTS_TOPIC_ARN, logger }),
    sqs,
    counts: accountCounts(metrics),
    async close() {
      await Promise.all([database.close(), leaveFoundation(foundation)]);
      for (const connections of [sns, sqs]) connections.destroy();
    },
  };
}

/** How the signing keys are kept and when they follow one another. */
export const keySettings = (
  config: Omit<SigningKeyConfig, "DATABASE_URL" | "DATABASE_IAM" | "AWS_REGION">,
): { secret: string; schedule: KeySchedule } => ({
  secret: config.SIGNING_KEY_SECRET,
  schedule: {
    rotateEveryMs: config.SIGNING_KEY_ROTATION_DAYS * 86_400_000,
    publishAheadMs: config.SIGNING_KEY_PUBLISHED_HOURS * 3_600_000,
  },
});

/** Opens what a program needs that makes accounts by hand; close its `database`. */
export function createAccountDeps(
  config: AccountConfig,
  watching: Partial<Pick<Foundation, "logger" | "metrics">> = {},
): AccountDeps {
  return {
    database: openDatabase({
      ...databaseAccess(config),
      schema,
      poolSize: config.DATABASE_POOL_SIZE,
      name: "users",
      ...watching,
    }),
    passwords: new PasswordHasher({
      atOnce: config.PASSWORD_HASHES_AT_ONCE,
      waiting: config.PASSWORD_HASHES_WAITING,
    }),
    clock: { now: () => new Date() },
  };
}
