import { type OrderId, RefundId } from "@shopeasy/contracts/ids";
import { Unavailable } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { and, eq, inArray } from "drizzle-orm";
import { refunds } from "../db/schema";
import { changeOrder } from "../orders/change-order";
import { lockOrder } from "../orders/lock-order";
import { carryOutRefund, type RefundDeps } from "../refunds/carry-out-refund";

/** What the gateway had taken for an order that is given up, to our surprise. */
export interface GivenUp {
  intentId: string;
  captured: number;
}

/**
 * Gives back what was paid for an order that is given up, once: the refund that is there already, or one of what was
 * `captured`. False where there is neither. One that the gateway refuses is done with here: its row says so, and the
 * log calls a person.
 * @throws Unavailable while the gateway does not answer
 */
export async function refundGivenUp(
  deps: RefundDeps,
  orderId: OrderId,
  captured: GivenUp | null,
): Promise<boolean> {
  const id = (await findRefund(deps, orderId)) ?? (captured && (await storeRefund(deps, orderId, captured)));
  if (!id) return false;
  const { state } = await carryOutRefund(deps, id);
  if (state !== "requested") return true;
  throw new Unavailable("payment-unavailable", "The refund was not taken yet.");
}

async function findRefund({ database: { db } }: RefundDeps, orderId: OrderId): Promise<RefundId | null> {
  const [found] = await db
    .select({ id: refunds.id })
    .from(refunds)
    .where(and(eq(refunds.orderId, orderId), inArray(refunds.origin, ["cancellation", "undo"])));
  return found?.id ?? null;
}

async function storeRefund(
  { database, clock, logger }: RefundDeps,
  orderId: OrderId,
  { intentId, captured }: GivenUp,
): Promise<RefundId> {
  const id = RefundId.parse(newId());
  const requestedAt = clock.now();
  await database.db.transaction(async (tx) => {
    const { order } = await lockOrder(tx, orderId);
    await changeOrder(tx, order, { captured, intentId }, requestedAt);
    await tx.insert(refunds).values({
      id,
      orderId,
      origin: "undo",
      state: "requested",
      amount: captured,
      items: [],
      restock: false,
      requestedAt,
    });
  });
  logger.error("order.refunded-when-undone", { orderId, refundId: id });
  return id;
}
