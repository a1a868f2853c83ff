import { Unavailable } from "@shopeasy/platform/errors";
import { putBackStock } from "../cancellation/put-back-stock";
import { type GivenUp, refundGivenUp } from "../cancellation/refund-given-up";
import { type CheckoutDeps, type CheckoutOrder, paymentQuery } from "./checkout-order";
import { gatewayDeadlineMs as deadlineMs, patience, type UndoReason, undoReasons } from "./checkout-rules";
import { markUndoing, markUndone, postpone } from "./record-checkout";

/**
 * Gives back what an order that is given up may hold: first the money, then the stock. What can't be given back now is
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
    if (undoReasons[reason].mayBeAuthorised && order.total > 0) await giveBackMoney(deps, undoing);
    if (reason !== "out-of-stock") await putBackStock(deps, orderId);
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

/** Voids what is authorised. What was taken is refunded: what the order was paid with, or what a late capture took. */
async function giveBackMoney(deps: CheckoutDeps, order: CheckoutOrder): Promise<void> {
  if (await refundGivenUp(deps, order.id, null)) return;
  const captured = await voidPayment(deps, order);
  if (captured) await refundGivenUp(deps, order.id, captured);
}

/** What had been captured already, and so can't be voided; null where nothing was. */
async function voidPayment(deps: CheckoutDeps, order: CheckoutOrder): Promise<GivenUp | null> {
  const { id: orderId } = order;
  const intentId = order.intentId ?? (await learnIntent(deps, order));
  if (intentId === null) return null;
  const voided = await deps.gateway.void({ orderId, intentId, deadlineMs });
  switch (voided.outcome) {
    case "voided":
      return null;
    case "already-captured":
      return { intentId, captured: voided.amount.amount };
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
