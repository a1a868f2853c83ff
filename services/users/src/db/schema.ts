import type { Role } from "@shopeasy/contracts/conventions";
import type { AddressId, UserId } from "@shopeasy/contracts/ids";
import type { TokenPurpose } from "@shopeasy/contracts/internal/users";
import { outboxTable } from "@shopeasy/platform/outbox/table";
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { PublicKey } from "../signing-keys/signing-key-schemas";

export { outboxTable };

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

export const accounts = pgTable(
  "accounts",
  {
    id: uuid("id").$type<UserId>().primaryKey(),
    /** In lower case. */
    email: text("email").notNull().unique("accounts_email_unique"),
    emailVerifiedAt: time("email_verified_at"),
    name: text("name").notNull(),
    phone: text("phone"),
    role: text("role").$type<Role>().notNull(),
    marketingConsent: boolean("marketing_consent").notNull().default(false),
    /** argon2id with its parameters, in the PHC string format. */
    passwordHash: text("password_hash").notNull(),
    disabledAt: time("disabled_at"),
    version: integer("version").notNull().default(1),
    createdAt: time("created_at").notNull(),
    updatedAt: time("updated_at").notNull(),
  },
  (table) => [
    check("accounts_email_lower_case", sql`${table.email} = lower(${table.email})`),
    check("accounts_role_known", sql`${table.role} in ('customer', 'staff', 'admin')`),
    index("accounts_role").on(table.role, table.id),
    index("accounts_search").using("gin", sql`(${table.email} || ' ' || ${table.name}) gin_trgm_ops`),
  ],
);

/** A sign-in, and the family of refresh tokens that came of it. It is over once it has ended or expired. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .$type<UserId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    createdAt: time("created_at").notNull(),
    /** Moves on with each refresh. */
    expiresAt: time("expires_at").notNull(),
    endedAt: time("ended_at"),
  },
  (table) => [index("sessions_user").on(table.userId), index("sessions_expiry").on(table.expiresAt)],
);

/** Spent ones are kept for a while, so that one that is presented again is known. */
export const refreshTokens = pgTable(
  "refresh_tokens",
  {
    /** SHA-256: of 256 random bits no slower hash is needed. */
    hash: text("hash").primaryKey(),
    sessionId: uuid("session_id")
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    issuedAt: time("issued_at").notNull(),
    spentAt: time("spent_at"),
  },
  (table) => [
    index("refresh_tokens_session").on(table.sessionId),
    index("refresh_tokens_spent").on(table.spentAt).where(sql`${table.spentAt} is not null`),
  ],
);

/** Failed sign-ins, also of addresses that have no account: kept by a hash of the address, or of address and network. */
export const signInFailures = pgTable(
  "sign_in_failures",
  {
    counter: text("address_hash").primaryKey(),
    failedAt: time("failed_at").array().notNull(),
    lastFailedAt: time("last_failed_at").notNull(),
  },
  (table) => [index("sign_in_failures_age").on(table.lastFailedAt)],
);

/** From which networks an address was signed in with lately: what counts there is a counter of its own. */
export const signInNetworks = pgTable(
  "sign_in_networks",
  {
    /** Of address and network together: it can be looked for, and not be read. */
    networkHash: text("network_hash").primaryKey(),
    addressHash: text("address_hash").notNull(),
    signedInAt: time("signed_in_at").notNull(),
  },
  (table) => [
    index("sign_in_networks_address").on(table.addressHash),
    index("sign_in_networks_age").on(table.signedInAt),
  ],
);

export const signingKeys = pgTable("signing_keys", {
  /** The RFC 7638 thumbprint of the public key. */
  kid: text("kid").primaryKey(),
  publicKey: jsonb("public_key").$type<PublicKey>().notNull(),
  sealedPrivateKey: text("sealed_private_key").notNull(),
  /** Later than it is published, so that whoever verifies has seen it by then. */
  signsFrom: time("signs_from").notNull(),
  createdAt: time("created_at").notNull(),
});

/** Links that are mailed and work once. Of each purpose an account has one that is open; a newer supersedes it. */
export const oneTimeTokens = pgTable(
  "one_time_tokens",
  {
    /** SHA-256 of the token, which is stored nowhere: it is derived from the request's id. */
    hash: text("hash").primaryKey(),
    requestId: uuid("request_id").notNull().unique("one_time_tokens_request_unique"),
    userId: uuid("user_id")
      .$type<UserId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    purpose: text("purpose").$type<TokenPurpose>().notNull(),
    /** Where it is mailed to; void once the account has another address. */
    email: text("email").notNull(),
    requestedAt: time("requested_at").notNull(),
    expiresAt: time("expires_at").notNull(),
    usedAt: time("used_at"),
    supersededAt: time("superseded_at"),
  },
  (table) => [
    check("one_time_tokens_purpose_known", sql`${table.purpose} in ('verify-email', 'reset-password')`),
    uniqueIndex("one_time_tokens_open")
      .on(table.userId, table.purpose)
      .where(sql`${table.usedAt} is null and ${table.supersededAt} is null`),
    index("one_time_tokens_user").on(table.userId, table.purpose, table.requestedAt),
    index("one_time_tokens_expiry").on(table.expiresAt),
  ],
);

/** Who forgot a password, by an address that may have no account: the worker looks, so that nobody can tell by the time. */
export const forgottenPasswords = pgTable("forgotten_passwords", {
  /** Becomes the request id of the token. */
  id: uuid("id").primaryKey(),
  email: text("email").notNull(),
});

/** Verified addresses of erased accounts: what was done as a guest under one is erased, too, and then the row goes. */
export const guestErasures = pgTable("guest_erasures", {
  id: uuid("id").primaryKey(),
  email: text("email").notNull(),
});

/** The address book. The partial indexes see to it that there is at most one default of each kind. */
export const addresses = pgTable(
  "addresses",
  {
    id: uuid("id").$type<AddressId>().primaryKey(),
    userId: uuid("user_id")
      .$type<UserId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    line1: text("line1").notNull(),
    line2: text("line2"),
    city: text("city").notNull(),
    region: text("region"),
    postalCode: text("postal_code"),
    country: text("country").notNull(),
    phone: text("phone"),
    isDefaultShipping: boolean("is_default_shipping").notNull(),
    isDefaultBilling: boolean("is_default_billing").notNull(),
    createdAt: time("created_at").notNull(),
    updatedAt: time("updated_at").notNull(),
  },
  (table) => [
    index("addresses_user").on(table.userId, table.id),
    uniqueIndex("addresses_default_shipping").on(table.userId).where(sql`${table.isDefaultShipping}`),
    uniqueIndex("addresses_default_billing").on(table.userId).where(sql`${table.isDefaultBilling}`),
  ],
);
