import { openTrace } from "@shopeasy/platform/tracing/tracing";
import { inArray, sql } from "drizzle-orm";
import { orders } from "../db/schema";
import { advanceCheckout } from "./advance-checkout";
import { type CheckoutDeps, type CheckoutOrder, withLines } from "./checkout-order";
import { leaseMs, patience } from "./checkout-rules";
import { dueIds } from "./due-ids";
import { dueIn, postpone } from "./record-checkout";

/**
 * Takes up the checkouts that a crash, a time-out or a waiting customer left, and brings each as far as it goes. Gives
 * how many there were. Several workers may do this at once: each takes its own.
 */
export async function resumeCheckouts(deps: CheckoutDeps): Promise<number> {
  const taken = await takeDue(deps);
  const ends = await Promise.allSettled(taken.map((order) => openTrace({}, () => resume(deps, order))));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return taken.length;
}

/** Takes the lease of what is due. The version grows, so that whoever had it before can't write any more. */
async function takeDue({ database: { db } }: Pick<CheckoutDeps, "database">): Promise<CheckoutOrder[]> {
  const taken = await db
    .update(orders)
    .set({ dueAt: dueIn(leaseMs), version: sql`${orders.version} + 1` })
    .where(inArray(orders.id, dueIds(orders.id, orders.dueAt)))
    .returning();
  return withLines(db, taken);
}

async function resume(deps: CheckoutDeps, order: CheckoutOrder): Promise<void> {
  const { id: orderId, attempts } = order;
  const isStuck = attempts >= patience;
  try {
    const { outcome } = await advanceCheckout(deps, order);
    const level = outcome === "pending" && isStuck ? "error" : "info";
    deps.logger[level]("order.checkout-resumed", { orderId, attempts, outcome });
  } catch (error) {
    deps.logger[isStuck ? "error" : "warn"]("order.checkout-postponed", { orderId, attempts, error });
    await postpone(deps, order);
  }
}
