import type { accounts } from "../db/schema";
import type { User } from "./account-schemas";

export type Account = typeof accounts.$inferSelect;

/** An account as its owner sees it. */
export function presentUser(account: Account): User {
  const { id, email, name, phone, role, marketingConsent, emailVerifiedAt, createdAt } = account;
  return {
    id,
    email,
    emailVerified: emailVerifiedAt !== null,
    name,
    phone,
    role,
    marketingConsent,
    createdAt: createdAt.toISOString(),
  };
}
