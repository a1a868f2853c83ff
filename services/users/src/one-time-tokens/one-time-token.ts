import { createHmac, hkdfSync } from "node:crypto";

/** The key that tokens are derived by: one key for one purpose, whatever else the secret protects. */
export const oneTimeTokenKey = (secret: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", "shopeasy one-time tokens", 32));

/**
 * The token of a request: 256 bits that nobody can tell without the key. It is derived whenever it is mailed instead of
 * being kept, so that neither the database nor an event holds it, and a mail that is sent again holds the same one.
 */
export const oneTimeToken = (key: Buffer, requestId: string): string =>
  createHmac("sha256", key).update(requestId).digest("base64url");
