/** What is written to somebody, in both forms that mail programs show. */
export interface Mail {
  subject: string;
  html: string;
  text: string;
}

/** A mail with its address. */
export interface AddressedMail extends Mail {
  to: string;
}
