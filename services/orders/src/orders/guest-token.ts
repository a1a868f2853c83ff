import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * The token that opens a guest's order: 256 bits made from the order's id by a secret (HMAC-SHA-256), so that it can
 * be written into mails without being stored.
 */
export const guestToken = (secret: string, orderId: string): string =>
  createHmac("sha256", secret).update(`order:${orderId}`).digest("base64url");

/** Whether a token is the one of this order, compared in constant time. */
export function isGuestToken(secret: string, orderId: string, token: string): boolean {
  const wanted = Buffer.from(guestToken(secret, orderId));
  const given = Buffer.from(token);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
