import { Gone, InvalidInput, Unavailable } from "@shopeasy/platform/errors";
import { shown } from "@shopeasy/platform/pages/page";
import { z } from "zod";
import type { Deps } from "../deps";
import { EmailVerification, MailedToken, PasswordReset } from "../one-time-tokens/one-time-token-schemas";
import { resetPassword } from "../one-time-tokens/reset-password";
import { accountOfToken, type GivenToken } from "../one-time-tokens/use-token";
import { verifyEmail } from "../one-time-tokens/verify-email";
import { linkOverPage } from "./link-over-page";
import { passwordResetPage, resetPasswordPage } from "./reset-password-page";
import { emailVerifiedPage, verifyEmailPage } from "./verify-email-page";

const pages = { "verify-email": verifyEmailPage, "reset-password": resetPasswordPage };

/** The page of a mail's link, or the one that says that it works no longer. Nothing is changed by looking at it. */
export async function showLink({ database, clock }: Pick<Deps, "database" | "clock">, given: GivenToken) {
  const { token, purpose } = given;
  if (!MailedToken.safeParse(token).success) return shown(410, linkOverPage(purpose));
  try {
    await accountOfToken(database.db, given, clock.now());
  } catch (error) {
    return overPage(error, purpose);
  }
  return shown(200, pages[purpose](token));
}

/** What the button of the page does. */
export async function answerVerification(
  deps: Parameters<typeof verifyEmail>[0],
  fields: Readonly<Record<string, string>>,
) {
  const form = EmailVerification.safeParse(fields);
  if (!form.success) return shown(410, linkOverPage("verify-email"));
  try {
    await verifyEmail(deps, form.data.token);
  } catch (error) {
    return overPage(error, "verify-email");
  }
  return shown(200, emailVerifiedPage);
}

const ResetForm = z.object({ token: MailedToken, password: z.string().default("") });

/** What the form of the page does: the same as the call, with its answers as pages. */
export async function answerReset(
  deps: Parameters<typeof resetPassword>[0],
  fields: Readonly<Record<string, string>>,
  network?: string,
) {
  const form = ResetForm.safeParse(fields);
  if (!form.success) return shown(410, linkOverPage("reset-password"));
  const { token } = form.data;
  const reset = PasswordReset.safeParse(form.data);
  const [issue] = reset.error?.issues ?? [];
  if (!reset.success) return shown(400, resetPasswordPage(token, sentenceOf(issue?.message)));
  try {
    await resetPassword(deps, reset.data, network);
  } catch (error) {
    if (error instanceof InvalidInput) {
      return shown(400, resetPasswordPage(token, sentenceOf(error.errors[0]?.message)));
    }
    if (error instanceof Unavailable) return shown(503, resetPasswordPage(token, notJustNow));
    return overPage(error, "reset-password");
  }
  return shown(200, passwordResetPage);
}

const notJustNow = "That did not work just now. Try again in a moment.";

/** What is said of a field in an API goes on from the field's name. */
const sentenceOf = (message = "can't be taken") => `The password ${message}.`;

function overPage(error: unknown, purpose: GivenToken["purpose"]) {
  if (error instanceof Gone) return shown(410, linkOverPage(purpose));
  throw error;
}
