import { releaseReservation } from "@shopeasy/contracts/internal/catalog";
import { Unavailable } from "@shopeasy/platform/errors";
import { type CheckoutDeps, type CheckoutOrder, paymentQuery } from "./checkout-order";
import { gatewayDeadlineMs as deadlineMs, patience, type UndoReason, undoReasons } from "./checkout-rules";
import { markUndoing, markUndone, postpone } from "./record-checkout";

/**
 * Gives back what a refused checkout may hold: first the money, then the stock. What can't be given back now is
 * left in step `undoing`, and the worker tries again until it is.
 * @throws Conflict `request-in-progress` where another has taken the checkout over: nothing is undone then
 */
export async function undoCheckout(
  deps: CheckoutDeps,
  order: CheckoutOrder,
  reason: UndoReason,
  declineCode?: string,
): Promise<void> {
  const undoing = order.step === "undoing" ? order : await markUndoing(deps, order, reason, declineCode);
  const { id: orderId, attempts } = undoing;
  try {
    if (undoReasons[reason].mayBeAuthorised) await giveBackMoney(deps, undoing);
    if (reason !== "out-of-stock") await deps.client.call(releaseReservation, { params: { orderId } });
    await markUndone(deps, undoing);
  } catch (error) {
    deps.logger[attempts < patience ? "warn" : "error"]("order.undo-postponed", {
      orderId,
      reason,
      attempts,
      error,
    });
    await postpone(deps, undoing);
  }
}

async function giveBackMoney(deps: CheckoutDeps, order: CheckoutOrder): Promise<void> {
  const { id: orderId } = order;
  const intentId = order.intentId ?? (await learnIntent(deps, order));
  if (intentId === null) return;
  const voided = await deps.gateway.void({ orderId, intentId, deadlineMs });
  switch (voided.outcome) {
    case "voided":
      return;
    case "already-captured": {
      const { amount } = voided;
      const refunded = await deps.gateway.refund({
        refundId: `${orderId}:undo`,
        intentId,
        amount,
        deadlineMs,
      });
      if (refunded.outcome !== "refunded")
        throw new Unavailable("payment-unavailable", "The refund was not taken.");
      deps.logger.error("order.refunded-when-undone", { orderId });
      return;
    }
    default:
      throw new Unavailable("payment-unavailable", "The payment gateway does not answer.");
  }
}

/** The intent of an order whose answer was lost; null when there is none. */
async function learnIntent({ gateway }: CheckoutDeps, order: CheckoutOrder): Promise<string | null> {
  const found = await gateway.findIntent({ ...paymentQuery(order), deadlineMs });
  if (found.outcome === "none") return null;
  if (found.outcome !== "unknown" && found.outcome !== "unavailable") return found.intentId;
  throw new Unavailable("payment-unavailable", "The payment gateway does not answer.");
}
