import { z } from "zod";
import { Timestamp } from "../conventions";
import { AddressId, UserId } from "../ids";
import { internalCall } from "../internal-call";

/** Whom to write to: asked at the moment of sending, since events carry no people. 404 when erased. */
export const getUser = internalCall({
  name: "users.get-user",
  callee: "users",
  method: "GET",
  path: "/internal/users/{userId}",
  params: z.strictObject({ userId: UserId }),
  response: z.object({
    id: UserId,
    email: z.string(),
    name: z.string(),
    emailVerified: z.boolean(),
    /** Whether mails may be sent that no order, account or question of hers asks for. */
    marketingConsent: z.boolean().default(false),
    /** Takes that consent back: `/unsubscribe?token=`. Null from users of the release before. */
    unsubscribeToken: z.string().nullable().default(null),
  }),
  idempotent: true,
  deadlineMs: 2_000,
});

/** What a token that is mailed lets its holder do, once. */
export const TokenPurpose = z.enum(["verify-email", "reset-password"]);
export type TokenPurpose = z.infer<typeof TokenPurpose>;

/**
 * The token of a request for one, to be put into a mail now: the same one however often it is asked for. 404
 * `request-over` when it can't be used any more: used, expired, superseded, or its account is disabled or erased.
 */
export const getOneTimeToken = internalCall({
  name: "users.get-one-time-token",
  callee: "users",
  // Nothing is changed by it; a POST because no cache on the way may keep what it answers.
  method: "POST",
  path: "/internal/one-time-tokens/{requestId}",
  params: z.strictObject({ requestId: z.uuid() }),
  response: z.object({
    purpose: TokenPurpose,
    email: z.string(),
    name: z.string(),
    token: z.string(),
    expiresAt: Timestamp,
  }),
  idempotent: true,
  deadlineMs: 2_000,
});

/** An address of a customer's own book, as it is now; what a country doesn't have is null. 404 for another's. */
export const getAddress = internalCall({
  name: "users.get-address",
  callee: "users",
  method: "GET",
  path: "/internal/users/{userId}/addresses/{addressId}",
  params: z.strictObject({ userId: UserId, addressId: AddressId }),
  response: z.object({
    id: AddressId,
    name: z.string(),
    line1: z.string(),
    line2: z.string().nullable(),
    city: z.string(),
    region: z.string().nullable(),
    postalCode: z.string().nullable(),
    country: z.string(),
    phone: z.string().nullable(),
  }),
  idempotent: true,
  deadlineMs: 2_000,
});
