import { OrderId } from "@shopeasy/contracts/ids";
import { Conflict, PaymentRequired, Unavailable } from "@shopeasy/platform/errors";
import type { KeptAnswer } from "@shopeasy/platform/idempotency/requests";
import type { CheckoutOutcome } from "../checkout/advance-checkout";
import { gatewayDeadlineMs as deadlineMs, type UndoReason } from "../checkout/checkout-rules";
import { outOfStock } from "../checkout/quote-rules";
import type { Paid } from "../checkout/record-checkout";
import type { Deps } from "../deps";
import { loadOrder } from "./load-orders";
import { Order } from "./order-schemas";
import { type PresentedOrder, presentOrder, type StoredOrder } from "./present-order";
import type { JustPlaced } from "./store-order";

type AnswerDeps = Pick<Deps, "database" | "gateway">;

/** What a customer is told of an order that was placed. */
export interface OrderAnswer {
  status: number;
  order: PresentedOrder;
  /** What she confirms the payment with. It is never kept: the gateway has it. */
  clientSecret?: string;
  /** Whether it is kept already for who asks again. */
  isKept?: boolean;
}

/** The answer for an order that was paid at once. It is all known: nobody else had the order meanwhile. */
export const answerForPaid = (placed: JustPlaced, { order, step }: Paid): OrderAnswer => ({
  status: 201,
  order: presentOrder({
    order: { ...placed, ...order },
    lines: placed.lines,
    fulfilments: [],
    timeline: [...placed.timeline, step],
  }),
  isKept: true,
});

/** What the customer is told of a checkout that has come as far as it goes, and that kept its answer where it is paid. */
export async function answerForOutcome(
  deps: AnswerDeps,
  order: JustPlaced,
  outcome: CheckoutOutcome,
): Promise<OrderAnswer> {
  switch (outcome.outcome) {
    case "paid":
      return answerForPaid(order, outcome.paid);
    case "pending":
      return { status: 202, order: await present(deps, order) };
    case "requires-action":
      return { status: 202, order: await present(deps, order), clientSecret: outcome.clientSecret };
    case "undone":
      throw refusal(order.id, outcome.reason, outcome);
  }
}

/**
 * The answer to a request whose first run died: the order that it left tells.
 * @throws Conflict `request-in-progress`, Unavailable: neither is kept, so that the next request may learn more
 */
export async function answerForLeft(deps: AnswerDeps, orderId: OrderId): Promise<OrderAnswer> {
  const stored = await loadStored(deps, orderId);
  const { undoReason, status, declineCode } = stored.order;
  if (undoReason) throw refusal(orderId, undoReason, { declineCode: declineCode ?? undefined });
  const order = presentOrder(stored);
  switch (status) {
    case "pending":
      throw new Conflict("request-in-progress", "The order is being worked on: ask again in a moment.");
    case "payment-pending":
      return { status: 202, order };
    case "requires-action":
      return { status: 202, order, ...(await secretOf(deps, stored)) };
    default:
      return { status: 201, order };
  }
}

/**
 * The first answer again, as it was kept. One that an older version kept, in another shape, tells of the order as it
 * is now.
 * @throws Unavailable where the gateway, which has the secret, does not answer
 */
export async function answerAgain(deps: AnswerDeps, { status, body }: KeptAnswer): Promise<OrderAnswer> {
  const kept = Order.safeParse(body);
  if (kept.success && kept.data.status !== "requires-action") return { status, order: kept.data };
  const stored = await loadStored(deps, OrderId.parse((body as { id?: unknown }).id));
  const order = kept.success ? kept.data : presentOrder(stored);
  return { status, order, ...(await secretOf(deps, stored)) };
}

/** What the customer confirms her payment with, where she has not done so yet. */
async function secretOf(
  { gateway }: AnswerDeps,
  { order: { id: orderId, intentId, status } }: StoredOrder,
): Promise<Pick<OrderAnswer, "clientSecret">> {
  if (intentId === null || status !== "requires-action") return {};
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

const present = async (deps: AnswerDeps, { id }: JustPlaced) => presentOrder(await loadStored(deps, id));

async function loadStored({ database }: AnswerDeps, id: OrderId): Promise<StoredOrder> {
  const stored = await loadOrder(database.db, id);
  if (!stored) throw new Error(`The order ${id} is gone`);
  return stored;
}
