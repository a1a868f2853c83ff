import { reserveStock, settleReservation } from "@shopeasy/contracts/internal/catalog";
import type { Money } from "@shopeasy/contracts/money";
import { AppError, Unavailable } from "@shopeasy/platform/errors";
import { annotate } from "@shopeasy/platform/tracing/tracing";
import type { Authorised, FindOutcome } from "../payments/payment-gateway";
import { type CheckoutDeps, type CheckoutOrder, paymentAttempt, paymentQuery } from "./checkout-order";
import { gatewayDeadlineMs as deadlineMs, mayStillBegin, paysFor, type UndoReason } from "./checkout-rules";
import {
  type AlongWithPaid,
  markAuthorised,
  markAuthorising,
  markPaid,
  markWaiting,
  type Paid,
} from "./record-checkout";
import { undoCheckout } from "./undo-checkout";

/** What became of a checkout, as far as it could be brought. */
export type CheckoutOutcome =
  | { outcome: "paid"; paid: Paid }
  | { outcome: "requires-action"; clientSecret: string }
  /** The gateway, or the stock after it, has not answered: the worker goes on. */
  | { outcome: "pending" }
  | { outcome: "undone"; reason: UndoReason; items?: unknown; declineCode?: string };

/**
 * Brings an order's checkout as far as it goes: hold the stock, authorise, settle, capture, mark paid; or undo.
 * Every step can be repeated, so it is called again for whatever was left half-way. The caller holds the order's lease.
 * What is to be written `along` with the order's being paid commits with it.
 * @throws Conflict `request-in-progress` when the lease ran out and another took the order over
 */
export async function advanceCheckout(
  deps: CheckoutDeps,
  order: CheckoutOrder,
  along?: AlongWithPaid,
): Promise<CheckoutOutcome> {
  annotate("order_id", order.id);
  const advanced = await advance(deps, order, along);
  annotate("outcome", wordOf(advanced));
  return advanced;
}

/** For traces. */
const wordOf = (advanced: CheckoutOutcome): string => {
  if (advanced.outcome === "undone") return advanced.reason;
  return advanced.outcome === "pending" ? "payment-pending" : advanced.outcome;
};

async function advance(
  deps: CheckoutDeps,
  order: CheckoutOrder,
  along: AlongWithPaid | undefined,
): Promise<CheckoutOutcome> {
  if (order.step === "undoing") return undo(deps, order, order.undoReason ?? "reservation-expired");

  const isFirst = order.step === "placed";
  if (isFirst && !mayStillBegin(order.placedAt, deps.clock.now())) return undo(deps, order, "not-started");

  const refused = await holdStock(deps, order);
  if (refused) return undo(deps, order, refused.reason, refused);
  if (order.total === 0) return giveAway(deps, order, along);

  const asked = isFirst ? await markAuthorising(deps, order) : order;
  const payment: FindOutcome = isFirst
    ? await deps.gateway.authorise({ ...paymentAttempt(asked), deadlineMs })
    : await deps.gateway.findIntent({ ...paymentQuery(asked), deadlineMs });
  switch (payment.outcome) {
    case "authorised":
    case "captured":
      return collect(deps, asked, payment, along);
    case "requires-action":
      await markWaiting(deps, { ...asked, intentId: payment.intentId }, "requires-action");
      return { outcome: "requires-action", clientSecret: payment.clientSecret };
    case "declined": {
      const { intentId, declineCode } = payment;
      return undo(deps, { ...asked, intentId: intentId ?? asked.intentId }, "declined", { declineCode });
    }
    case "voided":
    case "none":
      return undo(deps, asked, "not-authorised");
    case "unavailable":
      noteNoAnswer(deps, order, payment.reason);
      // Only where nothing was asked before can we know that nothing was charged.
      return isFirst ? undo(deps, asked, "payment-unavailable") : wait(deps, asked);
    case "unknown":
      noteNoAnswer(deps, order, payment.reason);
      return wait(deps, asked);
  }
}

/** A gateway that does not know us needs a person; one that is away comes back. */
function noteNoAnswer({ logger }: CheckoutDeps, { id: orderId }: CheckoutOrder, reason: string): void {
  const level = reason === "not-authenticated" || reason === "not-permitted" ? "error" : "warn";
  logger[level]("payment.not-answered", { orderId, reason });
}

/** Holds the order's stock, or says why it can't be had. What is held or settled already stays so. */
async function holdStock(
  { client }: CheckoutDeps,
  { id, step, lines }: CheckoutOrder,
): Promise<{ reason: UndoReason; items?: unknown } | null> {
  const items = lines.map(({ sku, quantity }) => ({ sku, quantity }));
  const isFirst = step === "placed";
  try {
    await client.call(reserveStock, { params: { orderId: id }, body: { items } });
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    switch (error.code) {
      case "out-of-stock":
        return isFirst
          ? { reason: "out-of-stock", items: error.extras.items }
          : { reason: "reservation-expired" };
      case "reservation-gone":
        return { reason: isFirst ? "not-started" : "reservation-expired" };
      default:
        // Later on money may be held, and what is settled need not be given up for a catalog that is away.
        if (isFirst) return { reason: "stock-unavailable" };
        throw error;
    }
  }
}

/** Settles the stock, then collects the money: nobody pays for what was sold to another meanwhile. */
async function collect(
  deps: CheckoutDeps,
  order: CheckoutOrder,
  payment: Pick<Authorised, "intentId" | "card">,
  along: AlongWithPaid | undefined,
): Promise<CheckoutOutcome> {
  const authorised = await markAuthorised(deps, order, payment);
  const { id: orderId } = order;
  const unsettled = await settle(deps, authorised);
  if (unsettled) return unsettled;
  const { amount } = paymentAttempt(order);
  const captured = await deps.gateway.capture({ orderId, intentId: payment.intentId, amount, deadlineMs });
  switch (captured.outcome) {
    case "captured":
      if (!paysFor(captured.amount, amount)) return waitForPerson(deps, authorised, captured.amount);
      return { outcome: "paid", paid: await markPaid(deps, authorised, along) };
    case "not-capturable":
      return undo(deps, authorised, "capture-refused");
    default:
      noteNoAnswer(deps, order, captured.reason);
      return wait(deps, authorised);
  }
}

/** Nothing is to be paid: the gateway, which takes no less than something, is not asked. */
async function giveAway(
  deps: CheckoutDeps,
  order: CheckoutOrder,
  along: AlongWithPaid | undefined,
): Promise<CheckoutOutcome> {
  const unsettled = await settle(deps, order);
  if (unsettled) return unsettled;
  return { outcome: "paid", paid: await markPaid(deps, order, along) };
}

/** Takes what is held out of the stock for good; what became of the checkout where that could not be done. */
async function settle(deps: CheckoutDeps, order: CheckoutOrder): Promise<CheckoutOutcome | null> {
  try {
    await deps.client.call(settleReservation, { params: { orderId: order.id } });
    return null;
  } catch (error) {
    if (error instanceof AppError && error.code === "reservation-gone") {
      return undo(deps, order, "reservation-expired");
    }
    if (error instanceof Unavailable) return wait(deps, order);
    throw error;
  }
}

/** Another sum than the order's total was taken, past the shop. Whoever cancels the order gives back it and the stock. */
function waitForPerson(deps: CheckoutDeps, order: CheckoutOrder, captured: Money): Promise<CheckoutOutcome> {
  const { id: orderId, attempts } = order;
  const { amount: total } = paymentAttempt(order);
  const reason = "captured-otherwise";
  deps.logger.error("order.checkout-postponed", { orderId, attempts, reason, captured, total });
  return wait(deps, order);
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
