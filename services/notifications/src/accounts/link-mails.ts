import type { getOneTimeToken, TokenPurpose } from "@shopeasy/contracts/internal/users";
import { apiPrefix } from "@shopeasy/contracts/route-table";
import type { z } from "zod";
import { aside, button, paragraph } from "../sending/blocks";
import { greetingFor } from "../sending/greeting-rules";
import { writeLetter } from "../sending/letter";
import type { Mail } from "../sending/mail";
import { timeInWords } from "../sending/time-in-words";

export type MailedToken = z.output<typeof getOneTimeToken.response>;

interface Wording {
  /** Below the API's address. */
  path: string;
  subject: string;
  /** What the link is for. */
  request: string;
  label: string;
  /** For whom it was not meant. */
  otherwise: string;
  reason: string;
}

const wordings: Record<TokenPurpose, Wording> = {
  "verify-email": {
    path: "/auth/verify-email",
    subject: "Confirm your e-mail address",
    request: "Thank you for making an account at ShopEasy. Please confirm that this address is yours.",
    label: "Confirm address",
    otherwise: "You did not make an account? Then ignore this mail, and the address stays unconfirmed.",
    reason: "You get this mail because an account was made at ShopEasy with this address.",
  },
  "reset-password": {
    path: "/auth/password/reset",
    subject: "Choose a new password",
    request: "Somebody, you we hope, asked for a new password for your account at ShopEasy.",
    label: "Choose a new password",
    otherwise: "You did not ask for it? Then ignore this mail: your password stays as it is.",
    reason: "You get this mail because a new password was asked for at ShopEasy with this address.",
  },
};

/** The mail whose link verifies an address, or lets a new password be chosen. */
export function linkMail({ purpose, name, token, expiresAt }: MailedToken, publicUrl: string): Mail {
  const { path, subject, request, label, otherwise, reason } = wordings[purpose];
  const link = `${publicUrl}${apiPrefix}${path}?token=${encodeURIComponent(token)}`;
  const limits = `The link works once, until ${timeInWords(expiresAt)}.`;
  return writeLetter({
    subject,
    preview: limits,
    blocks: [paragraph(greetingFor(name)), paragraph(request), button(link, label, limits), aside(otherwise)],
    reason,
  });
}
