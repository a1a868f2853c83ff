import { shopEvent } from "@shopeasy/contracts/events";
import type { OrderId, ReturnId } from "@shopeasy/contracts/ids";
import { Conflict, InvalidInput, NotFound } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { announce } from "@shopeasy/platform/outbox/announce";
import { eq } from "drizzle-orm";
import { returns } from "../db/schema";
import type { Deps } from "../deps";
import { changeOrder } from "../orders/change-order";
import { lockOrder } from "../orders/lock-order";
import { note } from "../orders/timeline";
import { carryOutRefund } from "../refunds/carry-out-refund";
import { planReturnRefund } from "../refunds/refund-rules";
import { requireUndisputed } from "../refunds/require-undisputed";
import { booksOf, storeRefund } from "../refunds/store-refund";
import { presentReturn } from "./present-return";
import { returnMayBecome, returnSteps } from "./return-rules";
import type { DecideReturn } from "./return-schemas";

export interface ReturnDecision {
  orderId: OrderId;
  returnId: ReturnId;
  staffId: string;
  decision: DecideReturn;
}

/**
 * Approves or rejects a return, or says that it has arrived: then it is refunded, and put back into the stock if asked.
 * A decision that was made already is answered again.
 * @throws Conflict `invalid-transition`, `payment-disputed` of what would be refunded; InvalidInput, NotFound
 */
export async function decideReturn(
  deps: Pick<Deps, "database" | "gateway" | "client" | "clock" | "logger" | "counts">,
  { orderId, returnId, staffId, decision }: ReturnDecision,
) {
  const { status, restock } = decision;
  if (restock && status !== "received") {
    throw new InvalidInput([
      { path: "restock", message: "only what was received can go back into the stock" },
    ]);
  }
  const now = deps.clock.now();
  const decided = await deps.database.db.transaction(async (tx) => {
    const locked = await lockOrder(tx, orderId);
    const { order } = locked;
    const known = locked.returns.find(({ id }) => id === returnId);
    if (!known) throw new NotFound("return-not-found", "The order has no such return.");
    const { currency } = order;
    const earlier = locked.refunds.find((refund) => refund.returnId === returnId);
    if (known.status === status) return { row: known, refund: earlier, currency, isNews: false };
    if (!returnMayBecome(known.status, status)) {
      throw new Conflict("invalid-transition", `A return that is ${known.status} can't become ${status}.`);
    }
    if (status === "received") await requireUndisputed(tx, orderId);
    const row = { ...known, status, changedAt: now };
    await tx.update(returns).set({ status, changedAt: now }).where(eq(returns.id, returnId));
    const refund =
      status === "received"
        ? await storeRefund(tx, {
            orderId,
            origin: "return",
            plan: planReturnRefund(booksOf(locked), known.items),
            restock,
            reason: known.reason,
            returnId,
            staffId,
            requestedAt: now,
          })
        : undefined;
    const version = await changeOrder(tx, order, {}, now);
    await note(tx, orderId, { at: now, ...returnSteps[status] });
    const about = { id: newId(), occurredAt: now, aggregateId: orderId, aggregateVersion: version };
    const { number, customerId } = order;
    const told = { orderId, number, customerId, returnId, status };
    await announce(tx, [shopEvent("order.return-changed", about, told)]);
    return { row, refund, currency, isNews: true };
  });
  if (decided.isNews) deps.counts.returnBecame(status);
  if (decided.isNews) deps.logger.info("order.return-changed", { orderId, returnId, status });
  const { row, refund, currency } = decided;
  const carried = refund && decided.isNews ? await carryOutRefund(deps, refund.id) : refund;
  return presentReturn(row, carried, currency);
}
