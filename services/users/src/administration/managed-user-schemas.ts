import { listOf, Role } from "@shopeasy/contracts/conventions";
import { listQuery } from "@shopeasy/platform/pagination/cursor";
import { z } from "zod";
import { User } from "../accounts/account-schemas";

/** An account as an admin sees it. */
export const ManagedUser = z.strictObject({ ...User.shape, disabled: z.boolean() }).meta({
  id: "ManagedUser",
  example: {
    id: "01985b2c-5f00-7a31-9d7e-2f8f6f6e9a10",
    email: "ada@example.com",
    emailVerified: true,
    name: "Ada Lovelace",
    phone: null,
    role: "customer",
    marketingConsent: false,
    createdAt: "2026-01-31T12:00:00.000Z",
    disabled: false,
  },
});
export type ManagedUser = z.infer<typeof ManagedUser>;

export const ManagedUserList = listOf(ManagedUser).meta({ id: "ManagedUserList" });

/** An account's standing: what only an admin changes. */
export const StandingChanges = z
  .strictObject({ role: Role.optional(), disabled: z.boolean().optional() })
  .meta({ id: "StandingChanges", example: { role: "staff" } });
export type StandingChanges = z.infer<typeof StandingChanges>;

export const UserQuery = z.strictObject({
  ...listQuery,
  q: z
    .string()
    .max(200)
    .optional()
    .describe("Words, each of which is a part of the e-mail address or the name."),
  role: Role.optional(),
});
export type UserQuery = z.infer<typeof UserQuery>;
