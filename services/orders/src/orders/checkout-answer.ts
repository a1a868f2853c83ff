import type { OrderId } from "@shopeasy/contracts/ids";
import { Conflict, PaymentRequired, Unavailable } from "@shopeasy/platform/errors";
import type { KeptAnswer } from "@shopeasy/platform/idempotency/requests";
import type { CheckoutOutcome } from "../checkout/advance-checkout";
import type { CheckoutOrder } from "../checkout/checkout-order";
import { gatewayDeadlineMs as deadlineMs, type UndoReason } from "../checkout/checkout-rules";
import { outOfStock } from "../checkout/quote-rules";
import type { Deps } from "../deps";
import { loadOrder } from "./load-orders";
import { presentOrder } from "./present-order";

type AnswerDeps = Pick<Deps, "database" | "gateway">;

/** What the customer is told of a checkout that has come as far as it goes. */
export async function answerForOutcome(
  deps: AnswerDeps,
  order: CheckoutOrder,
  outcome: CheckoutOutcome,
): Promise<KeptAnswer> {
  switch (outcome.outcome) {
    case "paid":
      return { status: 201, body: await present(deps, order) };
    case "pending":
      return { status: 202, body: await present(deps, order) };
    case "requires-action":
      return { status: 202, body: { ...(await present(deps, order)), clientSecret: outcome.clientSecret } };
    case "undone":
      throw refusal(order.id, outcome.reason, outcome);
  }
}

/**
 * The answer to a request whose first run died: the order that it left tells.
 * @throws Conflict `request-in-progress`, Unavailable: neither is kept, so that the next request may learn more
 */
export async function answerForLeft(deps: AnswerDeps, orderId: OrderId): Promise<KeptAnswer> {
  const stored = await loadOrder(deps.database.db, orderId);
  if (!stored) throw new Error(`The order ${orderId} is gone`);
  const { undoReason, status, intentId, declineCode } = stored.order;
  if (undoReason) throw refusal(orderId, undoReason, { declineCode: declineCode ?? undefined });
  const body = presentOrder(stored);
  switch (status) {
    case "pending":
      throw new Conflict("request-in-progress", "The order is being worked on: ask again in a moment.");
    case "payment-pending":
      return { status: 202, body };
    case "requires-action":
      return { status: 202, body: { ...body, ...(await secretOf(deps, orderId, intentId)) } };
    default:
      return { status: 201, body };
  }
}

/** What the customer confirms her payment with, where she has not done so yet. */
async function secretOf({ gateway }: AnswerDeps, orderId: OrderId, intentId: string | null) {
  if (intentId === null) return {};
  const found = await gateway.findIntent({ orderId, intentId, deadlineMs });
  if (found.outcome === "unknown" || found.outcome === "unavailable") {
    throw new Unavailable(
      "payment-unavailable",
      "The payment gateway does not answer. Try again in a moment.",
    );
  }
  return found.outcome === "requires-action" ? { clientSecret: found.clientSecret } : {};
}

function refusal(
  orderId: OrderId,
  reason: UndoReason,
  { items, declineCode }: { items?: unknown; declineCode?: string | undefined },
) {
  switch (reason) {
    case "out-of-stock":
      return outOfStock(Array.isArray(items) ? items : [], orderId);
    case "declined":
      return new PaymentRequired("payment-declined", "The payment was declined.", { declineCode, orderId });
    case "not-authorised":
    case "capture-refused":
      return new PaymentRequired(
        "payment-declined",
        "The payment could not be collected; nothing was charged.",
        {
          orderId,
        },
      );
    case "reservation-expired":
    case "not-started":
      return new Conflict(
        "reservation-expired",
        "The payment was not finished in time; nothing was charged.",
        { orderId },
      );
    case "cancelled-before-payment":
    case "cancelled-during-payment":
    case "cancelled":
      return new Conflict("order-cancelled", "The order was cancelled.", { orderId });
    case "payment-unavailable":
      return new Unavailable(
        "payment-unavailable",
        "The payment could not be begun; nothing was charged. Try again.",
      );
    case "stock-unavailable":
      return new Unavailable(
        "upstream-unavailable",
        "The stock could not be asked; nothing was charged. Try again.",
      );
  }
}

async function present({ database }: AnswerDeps, order: CheckoutOrder) {
  const stored = await loadOrder(database.db, order.id);
  if (!stored) throw new Error(`The order ${order.id} is gone`);
  return presentOrder(stored);
}
