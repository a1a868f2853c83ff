import type { UserId } from "@shopeasy/contracts/ids";

/** What is written to somebody, in both forms that mail programs show. */
export interface Mail {
  subject: string;
  html: string;
  text: string;
}

/** A mail with its addresses. */
export interface AddressedMail extends Mail {
  to: readonly string[];
  /** The customer it is written to, where it is one who has an account. */
  userId?: UserId | null;
  /** Where its kind can be stopped, by a page or one click: for what nothing of the customer's asks for. */
  unsubscribeLink?: string;
}
