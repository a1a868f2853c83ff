import type { OrderId } from "@shopeasy/contracts/ids";
import { isStaff, type Principal } from "@shopeasy/platform/auth/principal";
import { NotFound, Unauthorized } from "@shopeasy/platform/errors";
import { eq } from "drizzle-orm";
import { orders } from "../db/schema";
import type { Deps } from "../deps";
import { isGuestToken } from "./guest-token";

/** Who asks for an order: a guest shows the token of its confirmation. */
export interface OrderCaller {
  id: OrderId;
  principal: Principal;
  token?: string | undefined;
}

export const orderNotFound = () => new NotFound("order-not-found", "There is no such order.");

/** @throws Unauthorized for somebody who shows nothing at all */
export function requireSomebody({ principal, token }: OrderCaller): void {
  if (principal.kind === "user" || token !== undefined) return;
  throw new Unauthorized("unauthenticated", "Sign in, or open the order with the token of its confirmation.");
}

/** Whether an order is the caller's, who may then do with it what its customer may; staff may, too. */
export function mayOpen(
  secret: string,
  { customerId }: Pick<typeof orders.$inferSelect, "customerId">,
  { id, principal, token }: OrderCaller,
): boolean {
  if (isStaff(principal)) return true;
  if (customerId !== null) return principal.kind === "user" && customerId === principal.userId;
  return token !== undefined && isGuestToken(secret, id, token);
}

/**
 * Lets an order's customer, a guest with its token, and staff pass.
 * @throws NotFound for anybody else, so that ids can't be probed; Unauthorized for nobody without a token
 */
export async function admit(
  { database, guestTokenSecret }: Pick<Deps, "database" | "guestTokenSecret">,
  caller: OrderCaller,
): Promise<void> {
  requireSomebody(caller);
  const [found] = await database.db
    .select({ customerId: orders.customerId })
    .from(orders)
    .where(eq(orders.id, caller.id));
  if (!found || !mayOpen(guestTokenSecret, found, caller)) throw orderNotFound();
}
