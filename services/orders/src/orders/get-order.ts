import type { Deps } from "../deps";
import { loadOrder } from "./load-orders";
import { mayOpen, type OrderCaller, orderNotFound, requireSomebody } from "./order-access";
import { presentOrder } from "./present-order";

/**
 * An order, for its customer, for a guest with its token, or for staff.
 * @throws NotFound for anybody else, so that ids can't be probed; Unauthorized for nobody without a token.
 */
export async function getOrder(
  { database, guestTokenSecret }: Pick<Deps, "database" | "guestTokenSecret">,
  caller: OrderCaller,
) {
  requireSomebody(caller);
  const found = await loadOrder(database.db, caller.id);
  if (!found || !mayOpen(guestTokenSecret, found.order, caller)) throw orderNotFound();
  return presentOrder(found);
}
