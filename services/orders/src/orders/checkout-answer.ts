import { Conflict, PaymentRequired, Unavailable } from "@shopeasy/platform/errors";
import type { KeptAnswer } from "@shopeasy/platform/idempotency/requests";
import { eq } from "drizzle-orm";
import type { CheckoutOutcome } from "../checkout/advance-checkout";
import type { CheckoutOrder } from "../checkout/checkout-order";
import type { UndoReason } from "../checkout/checkout-rules";
import { outOfStock } from "../checkout/quote-rules";
import { orders } from "../db/schema";
import type { Deps } from "../deps";
import { loadOrder } from "./load-orders";
import type { OrderStatus } from "./order-rules";
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
      if (unkept.includes(outcome.reason)) await forgetKey(deps, order);
      throw refusal(order, outcome.reason, outcome);
  }
}

/** The answer to a request whose first run died: the order that it left tells. */
export async function answerFor(deps: AnswerDeps, order: CheckoutOrder): Promise<KeptAnswer> {
  const stored = await loadOrder(deps.database.db, order.id);
  const status: OrderStatus = stored?.order.status ?? "pending";
  if (order.undoReason) {
    throw refusal(order, order.undoReason, { declineCode: stored?.order.declineCode ?? undefined });
  }
  if (status === "pending") {
    throw new Conflict("request-in-progress", "The order is being worked on: ask again in a moment.");
  }
  if (status === "requires-action" && order.intentId !== null) {
    const found = await deps.gateway.findIntent({ orderId: order.id, intentId: order.intentId });
    const body = await present(deps, order);
    if (found.outcome === "requires-action")
      return { status: 202, body: { ...body, clientSecret: found.clientSecret } };
  }
  const waits = status === "requires-action" || status === "payment-pending";
  return { status: waits ? 202 : 201, body: await present(deps, order) };
}

/** After these nothing is held or charged, and the same key may be tried again. */
const unkept: readonly UndoReason[] = ["payment-unavailable", "stock-unavailable"];

function refusal(
  { id: orderId }: CheckoutOrder,
  reason: UndoReason,
  { items, declineCode }: { items?: unknown; declineCode?: string | undefined },
) {
  switch (reason) {
    case "out-of-stock":
      return outOfStock(Array.isArray(items) ? items : [], orderId);
    case "declined":
      return new PaymentRequired("payment-declined", "The payment was declined.", { declineCode, orderId });
    case "capture-refused":
      return new PaymentRequired("payment-declined", "The payment could not be collected.", { orderId });
    case "reservation-expired":
    case "not-started":
      return new Conflict(
        "reservation-expired",
        "The payment was not finished in time; nothing was charged.",
        { orderId },
      );
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

async function forgetKey({ database }: AnswerDeps, order: CheckoutOrder): Promise<void> {
  await database.db
    .update(orders)
    .set({ idempotencyScope: null, idempotencyKey: null })
    .where(eq(orders.id, order.id));
}
