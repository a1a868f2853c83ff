import { reserveStock, settleReservation } from "@shopeasy/contracts/internal/catalog";
import { AppError, Unavailable } from "@shopeasy/platform/errors";
import type { Deps } from "../deps";
import type { Authorised, FindOutcome } from "../payments/payment-gateway";
import { type CheckoutOrder, paymentAttempt } from "./checkout-order";
import { gatewayDeadlineMs, type UndoReason } from "./checkout-rules";
import { markAuthorised, markAuthorising, markPaid, markWaiting } from "./record-checkout";
import { undoCheckout } from "./undo-checkout";

export type CheckoutDeps = Pick<Deps, "database" | "client" | "gateway" | "clock" | "logger">;

/** What became of a checkout, as far as it could be brought. */
export type CheckoutOutcome =
  | { outcome: "paid" }
  | { outcome: "requires-action"; clientSecret: string }
  /** The gateway, or the stock after it, has not answered: the worker goes on. */
  | { outcome: "pending" }
  | { outcome: "undone"; reason: UndoReason; items?: unknown; declineCode?: string };

/**
 * Brings an order's checkout as far as it goes: hold the stock, authorise, settle, capture, mark paid; or undo.
 * Every step can be repeated, so it is called again for whatever was left half-way. The caller holds the order's lease.
 */
export async function advanceCheckout(deps: CheckoutDeps, order: CheckoutOrder): Promise<CheckoutOutcome> {
  if (order.step === "undoing") return undo(deps, order, order.undoReason ?? "reservation-expired");

  const refused = await holdStock(deps, order);
  if (refused) return undo(deps, order, refused.reason, refused);

  const payment = await authorise(deps, order);
  switch (payment.outcome) {
    case "authorised":
      return collect(deps, order, payment);
    case "captured":
      return paid(deps, { ...order, intentId: payment.intentId });
    case "requires-action":
      await markWaiting(deps, order, "requires-action", payment.intentId);
      return { outcome: "requires-action", clientSecret: payment.clientSecret };
    case "declined":
      return undo(deps, { ...order, intentId: payment.intentId }, "declined", {
        declineCode: payment.declineCode,
      });
    case "voided":
    case "none":
      return undo(deps, order, "reservation-expired");
    case "unavailable":
      // Only where nothing was asked before can we know that nothing was charged.
      if (order.step === "placed") return undo(deps, order, "payment-unavailable");
      return wait(deps, order);
    case "unknown":
      return wait(deps, order);
  }
}

/** Holds the order's stock, or says why it can't be had. What is held or settled already stays so. */
async function holdStock(
  deps: CheckoutDeps,
  order: CheckoutOrder,
): Promise<{ reason: UndoReason; items?: unknown } | null> {
  try {
    const items = order.lines.map(({ sku, quantity }) => ({ sku, quantity }));
    await deps.client.call(reserveStock, { params: { orderId: order.id }, body: { items } });
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "out-of-stock") return { reason: "out-of-stock", items: error.extras.items };
    if (error.code === "reservation-gone") {
      return { reason: order.step === "placed" ? "not-started" : "reservation-expired" };
    }
    if (error instanceof Unavailable && order.step === "placed") return { reason: "stock-unavailable" };
    throw error;
  }
}

/** Asks the gateway to hold the money; or, where it may have been asked before, what became of that. */
async function authorise(deps: CheckoutDeps, order: CheckoutOrder): Promise<FindOutcome> {
  const { id: orderId, intentId } = order;
  if (intentId !== null) return deps.gateway.findIntent({ orderId, intentId });
  const attempt = paymentAttempt(order);
  if (order.step !== "placed") return deps.gateway.findIntent({ attempt, attemptedAt: order.placedAt });
  await markAuthorising(deps, order);
  return deps.gateway.authorise({ ...attempt, deadlineMs: gatewayDeadlineMs });
}

/** Settles the stock, then collects the money: nobody pays for what was sold to another meanwhile. */
async function collect(
  deps: CheckoutDeps,
  order: CheckoutOrder,
  { intentId, card }: Authorised,
): Promise<CheckoutOutcome> {
  await markAuthorised(deps, order, intentId, card);
  const authorised = { ...order, intentId };
  try {
    await deps.client.call(settleReservation, { params: { orderId: order.id } });
  } catch (error) {
    if (error instanceof AppError && error.code === "reservation-gone") {
      return undo(deps, authorised, "reservation-expired");
    }
    if (error instanceof Unavailable) return wait(deps, authorised);
    throw error;
  }
  const { amount } = paymentAttempt(order);
  const captured = await deps.gateway.capture({
    orderId: order.id,
    intentId,
    amount,
    deadlineMs: gatewayDeadlineMs,
  });
  switch (captured.outcome) {
    case "captured":
      return paid(deps, authorised);
    case "not-capturable":
      return undo(deps, authorised, "capture-refused");
    default:
      return wait(deps, authorised);
  }
}

async function paid(deps: CheckoutDeps, order: CheckoutOrder): Promise<CheckoutOutcome> {
  await markPaid(deps, order);
  return { outcome: "paid" };
}

async function wait(deps: CheckoutDeps, order: CheckoutOrder): Promise<CheckoutOutcome> {
  await markWaiting(deps, order, "payment-pending");
  return { outcome: "pending" };
}

async function undo(
  deps: CheckoutDeps,
  order: CheckoutOrder,
  reason: UndoReason,
  found: { items?: unknown; declineCode?: string } = {},
): Promise<CheckoutOutcome> {
  await undoCheckout(deps, order, reason, found.declineCode);
  return { outcome: "undone", reason, ...found };
}
