import { EmailAddress, Role, Timestamp } from "@shopeasy/contracts/conventions";
import { UserId } from "@shopeasy/contracts/ids";
import { noCardNumber } from "@shopeasy/platform/card-data/card-number-rules";
import { z } from "zod";
import { GivenPassword, NewPassword } from "../passwords/password-schemas";

/** How somebody wants to be called: 1 to 200 characters, none of them a control character or a line's end. */
export const PersonName = z
  .string()
  .trim()
  .refine((name) => /^[^\p{Cc}\p{Zl}\p{Zp}]{1,200}$/u.test(name), {
    error: "must be 1 to 200 characters, and no control characters",
  })
  .refine(...noCardNumber)
  .meta({ example: "Ada Lovelace", minLength: 1, maxLength: 200 });

const PhoneNumber = z
  .string()
  .trim()
  .regex(/^\+?\d[\d ().-]{3,30}$/, "must be a telephone number, as +1 555 0100")
  .meta({ example: "+1 555 0100" });

export const User = z
  .strictObject({
    id: UserId,
    email: z.string(),
    emailVerified: z.boolean(),
    name: z.string(),
    phone: z.string().nullable(),
    role: Role,
    marketingConsent: z.boolean(),
    createdAt: Timestamp,
  })
  .meta({
    id: "User",
    example: {
      id: "01985b2c-5f00-7a31-9d7e-2f8f6f6e9a10",
      email: "ada@example.com",
      emailVerified: false,
      name: "Ada Lovelace",
      phone: null,
      role: "customer",
      marketingConsent: false,
      createdAt: "2026-01-31T12:00:00.000Z",
    },
  });
export type User = z.infer<typeof User>;

export const Registration = z
  .strictObject({ email: EmailAddress, password: NewPassword, name: PersonName })
  .meta({ id: "Registration" });
export type Registration = z.infer<typeof Registration>;

export const ProfileChanges = z
  .strictObject({
    name: PersonName.optional(),
    phone: PhoneNumber.nullable().optional().describe("null takes it away."),
    marketingConsent: z.boolean().optional(),
  })
  .meta({ id: "ProfileChanges", example: { phone: "+1 555 0100", marketingConsent: true } });
export type ProfileChanges = z.infer<typeof ProfileChanges>;

export const PasswordChange = z
  .strictObject({ currentPassword: GivenPassword, newPassword: NewPassword })
  .meta({ id: "PasswordChange" });
export type PasswordChange = z.infer<typeof PasswordChange>;
