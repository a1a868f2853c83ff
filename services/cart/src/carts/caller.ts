import { UserId } from "@shopeasy/contracts/ids";
import type { Principal } from "@shopeasy/platform/auth/principal";
import type { Caller } from "./cart";

/** Whom a request comes from, in the cart's terms: staff have carts like everybody else. */
export const callerOf = (principal: Principal): Caller =>
  principal.kind === "user" ? UserId.parse(principal.userId) : null;
