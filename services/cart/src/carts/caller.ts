import { type CartId, UserId } from "@shopeasy/contracts/ids";
import type { Principal } from "@shopeasy/platform/auth/principal";
import type { z } from "zod";
import type { Caller, CartTarget } from "./cart";
import { type ifMatchHeader, versionIn } from "./cart-schemas";

/** Whom a request comes from, in the cart's terms: staff have carts like everybody else. */
export const callerOf = (principal: Principal): Caller =>
  principal.kind === "user" ? UserId.parse(principal.userId) : null;

/** Which cart a request is about, and on whose behalf. */
export function targetOf({
  params,
  headers,
  principal,
}: {
  params: { id: CartId };
  headers: z.infer<typeof ifMatchHeader>;
  principal: Principal;
}): CartTarget {
  return { cartId: params.id, caller: callerOf(principal), ifMatch: versionIn(headers) };
}
