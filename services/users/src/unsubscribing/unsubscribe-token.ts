import { createHmac, timingSafeEqual } from "node:crypto";
import { UserId } from "@shopeasy/contracts/ids";

/** Of the token, what only we can make; no request of a one-time token has such an id, so the key serves both. */
const proofOf = (key: Buffer, userId: UserId): string =>
  createHmac("sha256", key).update(`unsubscribe:${userId}`).digest("base64url");

/** What a mail's link takes a customer's consent back by. It is derived, works for as long as the mail is kept, and opens nothing else. */
export const unsubscribeToken = (key: Buffer, userId: UserId): string => `${userId}.${proofOf(key, userId)}`;

/** Whose token it is; undefined for one that is none of ours. Compared in constant time. */
export function userOfUnsubscribeToken(key: Buffer, token: string): UserId | undefined {
  const [id = "", proof = ""] = token.split(".", 2);
  const userId = UserId.safeParse(id);
  if (!userId.success) return undefined;
  const [wanted, given] = [Buffer.from(proofOf(key, userId.data)), Buffer.from(proof)];
  return wanted.length === given.length && timingSafeEqual(wanted, given) ? userId.data : undefined;
}
