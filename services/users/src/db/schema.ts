import type { Role } from "@shopeasy/contracts/conventions";
import type { UserId } from "@shopeasy/contracts/ids";
import { outboxTable } from "@shopeasy/platform/outbox/table";
import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
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

/** Spent ones are kept as long as their session, so that one that is presented again is known. */
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
  (table) => [index("refresh_tokens_session").on(table.sessionId)],
);

/** Failed sign-ins by e-mail address, also of addresses that have no account: kept by a hash of the address alone. */
export const signInFailures = pgTable(
  "sign_in_failures",
  {
    addressHash: text("address_hash").primaryKey(),
    failedAt: time("failed_at").array().notNull(),
    lastFailedAt: time("last_failed_at").notNull(),
  },
  (table) => [index("sign_in_failures_age").on(table.lastFailedAt)],
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
