import { releaseReservation } from "@shopeasy/contracts/internal/catalog";
import { Unavailable } from "@shopeasy/platform/errors";
import type { CheckoutDeps } from "./advance-checkout";
import { type CheckoutOrder, paymentAttempt } from "./checkout-order";
import { type UndoReason, undoReasons } from "./checkout-rules";
import { markUndoing, markUndone, postpone } from "./record-checkout";

/**
 * Gives back what a refused checkout may hold: first the money, then the stock. What can't be given back now is
 * left in step `undoing`, and the worker tries again until it is.
 */
export async function undoCheckout(
  deps: CheckoutDeps,
  order: CheckoutOrder,
  reason: UndoReason,
  declineCode?: string,
): Promise<void> {
  await markUndoing(deps, order, reason, declineCode);
  try {
    await giveBackMoney(deps, order, reason);
    if (reason !== "out-of-stock")
      await deps.client.call(releaseReservation, { params: { orderId: order.id } });
    await markUndone(deps, order);
  } catch (error) {
    deps.logger.warn("order.undo-postponed", { orderId: order.id, reason, error });
    await postpone(deps, order);
  }
}

async function giveBackMoney(deps: CheckoutDeps, order: CheckoutOrder, reason: UndoReason): Promise<void> {
  if (!undoReasons[reason].mayBeAuthorised) return;
  const intentId = order.intentId ?? (await learnIntent(deps, order));
  if (intentId === null) return;
  const voided = await deps.gateway.void({ orderId: order.id, intentId });
  switch (voided.outcome) {
    case "voided":
      return;
    case "already-captured": {
      const refunded = await deps.gateway.refund({
        refundId: `${order.id}:undo`,
        intentId,
        amount: voided.amount,
      });
      if (refunded.outcome !== "refunded")
        throw new Unavailable("payment-unavailable", "The refund was not taken.");
      deps.logger.error("order.refunded-when-undone", { orderId: order.id });
      return;
    }
    default:
      throw new Unavailable("payment-unavailable", "The payment gateway does not answer.");
  }
}

/** The intent of an order whose answer was lost; null when there is none. */
async function learnIntent({ gateway }: CheckoutDeps, order: CheckoutOrder): Promise<string | null> {
  const found = await gateway.findIntent({ attempt: paymentAttempt(order), attemptedAt: order.placedAt });
  if (found.outcome === "none") return null;
  if (found.outcome !== "unknown" && found.outcome !== "unavailable") return found.intentId;
  throw new Unavailable("payment-unavailable", "The payment gateway does not answer.");
}
