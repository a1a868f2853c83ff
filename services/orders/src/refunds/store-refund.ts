import { type OrderId, RefundId, type ReturnId, UserId } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { newId } from "@shopeasy/platform/ids";
import { leaseMs } from "../checkout/checkout-rules";
import { dueIn } from "../checkout/record-checkout";
import { refunds } from "../db/schema";
import { type LockedOrder, piecesOf } from "../orders/lock-order";
import type { Books, RefundPlan } from "./refund-rules";
import type { Refund } from "./settle-refund";

export interface NewRefund {
  orderId: OrderId;
  origin: "staff" | "return";
  plan: RefundPlan;
  reason: string;
  /** Whether its pieces go back into the stock. */
  restock: boolean;
  staffId: string;
  requestedAt: Date;
  returnId?: ReturnId;
  requestKey?: string;
}

/** What a refund is planned by. */
export const booksOf = (locked: LockedOrder): Books => {
  const { currency, captured, taxIncluded } = locked.order;
  const { lines, refunds } = locked;
  return { currency, captured, taxIncluded, lines, refunds, pieces: piecesOf(locked) };
};

/**
 * Stores a refund before the gateway is asked for it: from here on the worker can carry it out. For one who holds the
 * order, so that no other refund takes the same room.
 */
export async function storeRefund(tx: Tx, { plan, staffId, ...given }: NewRefund): Promise<Refund> {
  const { amount, items } = plan;
  // There is no money to give back for what was free, or was refunded before.
  const outcome = amount > 0 ? undefined : { state: "succeeded" as const, settledAt: given.requestedAt };
  const [stored] = await tx
    .insert(refunds)
    .values({
      id: RefundId.parse(newId()),
      state: "requested",
      ...given,
      amount,
      items,
      staffId: UserId.parse(staffId),
      dueAt: dueIn(leaseMs),
      ...outcome,
    })
    .returning();
  if (!stored) throw new Error("The refund was not stored");
  return stored;
}
