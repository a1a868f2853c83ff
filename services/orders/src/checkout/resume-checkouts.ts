import { asc, inArray, lte } from "drizzle-orm";
import { orders } from "../db/schema";
import { advanceCheckout, type CheckoutDeps } from "./advance-checkout";
import { loadCheckout } from "./checkout-order";
import { leaseMs } from "./checkout-rules";
import { postpone } from "./record-checkout";

const atOnce = 10;

/**
 * Takes up the checkouts that a crash, a time-out or a waiting customer left, and brings each as far as it goes. Gives
 * how many there were. Several workers may do this at once: each takes its own.
 */
export async function resumeCheckouts(deps: CheckoutDeps): Promise<number> {
  const now = deps.clock.now();
  const due = deps.database.db
    .select({ id: orders.id })
    .from(orders)
    .where(lte(orders.dueAt, now))
    .orderBy(asc(orders.dueAt))
    .limit(atOnce)
    .for("update", { skipLocked: true });
  const taken = await deps.database.db
    .update(orders)
    .set({ dueAt: new Date(now.getTime() + leaseMs) })
    .where(inArray(orders.id, due))
    .returning({ id: orders.id });
  await Promise.all(taken.map(({ id }) => resume(deps, id)));
  return taken.length;
}

async function resume(deps: CheckoutDeps, id: (typeof orders.$inferSelect)["id"]): Promise<void> {
  const order = await loadCheckout(deps.database.db, id);
  if (!order || order.step === "done") return;
  try {
    const { outcome } = await advanceCheckout(deps, order);
    deps.logger.info("order.checkout-resumed", { orderId: id, outcome });
  } catch (error) {
    deps.logger.warn("order.checkout-postponed", { orderId: id, error });
    await postpone(deps, order);
  }
}
