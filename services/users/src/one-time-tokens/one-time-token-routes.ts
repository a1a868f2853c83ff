import { UserId } from "@shopeasy/contracts/ids";
import { networkOf } from "@shopeasy/platform/auth/network";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import type { Deps } from "../deps";
import { forgetPassword } from "./forget-password";
import { EmailVerification, ForgottenPassword, PasswordReset } from "./one-time-token-schemas";
import { resendVerification } from "./resend-verification";
import { resetPassword } from "./reset-password";
import { verifyEmail } from "./verify-email";

export const oneTimeTokenRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/auth/verify-email",
    summary: "Verify an e-mail address",
    description:
      "By the token of the mail that is sent on registration. It works once, for 24 hours, and until a newer one is asked for.",
    access: "open",
    limit: "credentials",
    body: EmailVerification,
    responses: { 204: { description: "Verified" } },
    problems: { 410: ["token-expired"] },
    handle: async (deps, { body }) => {
      await verifyEmail(deps, body.token);
      return reply(204);
    },
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/users/me/verify-email/resend",
    summary: "Have the mail that verifies one's address sent again",
    description: "The link of the mail before works no longer. At most three mails are sent within an hour.",
    access: "customer",
    limit: "credentials",
    responses: { 202: { description: "The mail is on its way" } },
    problems: { 409: ["email-verified"], 429: ["too-many-mails"] },
    handle: async (deps, { principal }) => {
      await resendVerification(deps, UserId.parse(principal.userId));
      return reply(202);
    },
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/auth/password/forgot",
    summary: "Ask for a mail by which to choose a new password",
    description:
      "Answers the same for every address, in wording and in time. A mail goes out only to one that has an account which is not disabled, and at most three within an hour.",
    access: "open",
    limit: "credentials",
    body: ForgottenPassword,
    responses: { 202: { description: "If the address has an account, a mail is on its way to it" } },
    handle: async (deps, { body }) => {
      await forgetPassword(deps, body.email);
      return reply(202);
    },
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/auth/password/reset",
    summary: "Choose a new password",
    description:
      "By the token of the mail, which works once, for an hour. Ends every session of the account, forgets its failed sign-ins, and verifies its address. A password that is refused does not use up the token.",
    access: "open",
    limit: "credentials",
    body: PasswordReset,
    responses: { 204: { description: "The account has the new password" } },
    problems: { 410: ["token-expired"], 503: ["busy"] },
    handle: async (deps, { body, address }) => {
      await resetPassword(deps, body, networkOf(address));
      return reply(204);
    },
  }),
];
