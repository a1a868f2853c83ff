import type { OrderId } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { Conflict } from "@shopeasy/platform/errors";
import { and, eq, ne } from "drizzle-orm";
import { disputes } from "../db/schema";

/**
 * Lets nobody give back what the bank may take, or has taken, nor ship what it leaves unpaid. For one who holds the
 * order, so that a dispute that comes in meanwhile is seen here, or comes after.
 * @throws Conflict `payment-disputed`
 */
export async function requireUndisputed(tx: Tx, orderId: OrderId): Promise<void> {
  const [found] = await tx
    .select({ id: disputes.id })
    .from(disputes)
    .where(and(eq(disputes.orderId, orderId), ne(disputes.state, "won")))
    .limit(1);
  if (!found) return;
  throw new Conflict(
    "payment-disputed",
    "The payment is disputed with the card's bank: the order can't be cancelled, refunded or shipped.",
  );
}
