import type { OrderId } from "@shopeasy/contracts/ids";
import { isStaff, type Principal } from "@shopeasy/platform/auth/principal";
import { NotFound, Unauthorized } from "@shopeasy/platform/errors";
import type { Deps } from "../deps";
import { isGuestToken } from "./guest-token";
import { loadOrder } from "./load-orders";
import { presentOrder } from "./present-order";

/**
 * An order, for its customer, for a guest with its token, or for staff.
 * @throws NotFound for anybody else, so that ids can't be probed; Unauthorized for nobody without a token.
 */
export async function getOrder(
  { database, guestTokenSecret }: Pick<Deps, "database" | "guestTokenSecret">,
  { id, principal, token }: { id: OrderId; principal: Principal; token?: string | undefined },
) {
  if (principal.kind === "anonymous" && token === undefined) {
    throw new Unauthorized(
      "unauthenticated",
      "Sign in, or open the order with the token of its confirmation.",
    );
  }
  const found = await loadOrder(database.db, id);
  const isOwn = principal.kind === "user" && found?.order.customerId === principal.userId;
  const isGuests =
    found?.order.customerId === null && token !== undefined && isGuestToken(guestTokenSecret, id, token);
  if (!found || !(isOwn || isGuests || isStaff(principal)))
    throw new NotFound("order-not-found", "There is no such order.");
  return presentOrder(found);
}
