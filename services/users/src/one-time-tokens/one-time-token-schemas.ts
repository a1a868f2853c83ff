import { EmailAddress } from "@shopeasy/contracts/conventions";
import { z } from "zod";
import { NewPassword } from "../passwords/password-schemas";

/** A token out of a mail's link: opaque, so nothing of its form is asked. */
export const MailedToken = z
  .string()
  .min(1)
  .max(200)
  .meta({ example: "kq3V0y7nH2uXwT8mJ5bRcL1sZfA9dEoG4iPxYtNvQeM" });

export const EmailVerification = z.strictObject({ token: MailedToken }).meta({ id: "EmailVerification" });

export const ForgottenPassword = z.strictObject({ email: EmailAddress }).meta({ id: "ForgottenPassword" });

export const PasswordReset = z
  .strictObject({ token: MailedToken, password: NewPassword })
  .meta({ id: "PasswordReset" });
export type PasswordReset = z.infer<typeof PasswordReset>;
