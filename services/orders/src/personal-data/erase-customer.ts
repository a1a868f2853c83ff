import type { UserId } from "@shopeasy/contracts/ids";
import { lt } from "drizzle-orm";
import { erasures } from "../db/schema";
import type { Deps } from "../deps";
import { beginErasure } from "./begin-erasure";
import { lateOrdersMs } from "./erasure-rules";

type EraseDeps = Pick<Deps, "database" | "clock" | "logger">;

/**
 * Erases a customer from her orders, which stay for the books. Doing it again does no more, so the event needs no inbox,
 * and may be replayed after a restore.
 */
export async function eraseCustomer(deps: EraseDeps, customerId: UserId): Promise<void> {
  const { database, clock, logger } = deps;
  await database.db.insert(erasures).values({ customerId, askedAt: clock.now() }).onConflictDoNothing();
  const count = await beginErasure(deps, { customerId });
  logger.info("orders.customer-erased", { customerId, orders: count });
}

/** Erases a guest from what was ordered under an address. Gives how many orders. */
export async function eraseGuestOrders(deps: EraseDeps, guestEmail: string): Promise<{ orders: number }> {
  const count = await beginErasure(deps, { guestEmail });
  deps.logger.info("orders.guest-erased", { orders: count });
  return { orders: count };
}

/** Erases what customers still ordered by tokens that outlived their accounts. Gives how many orders. */
export async function eraseLateOrders(deps: EraseDeps): Promise<number> {
  const { database, clock } = deps;
  const watched = await database.db.select().from(erasures);
  let count = 0;
  for (const { customerId } of watched) count += await beginErasure(deps, { customerId });
  const over = new Date(clock.now().getTime() - lateOrdersMs);
  await database.db.delete(erasures).where(lt(erasures.askedAt, over));
  return count;
}
