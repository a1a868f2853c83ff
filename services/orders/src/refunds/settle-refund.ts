import { shopEvent } from "@shopeasy/contracts/events";
import type { OrderId, RefundId } from "@shopeasy/contracts/ids";
import { formatMoney } from "@shopeasy/contracts/money";
import type { Tx } from "@shopeasy/platform/database/connect";
import { newId } from "@shopeasy/platform/ids";
import { announce } from "@shopeasy/platform/outbox/announce";
import { eq } from "drizzle-orm";
import { leaseMs } from "../checkout/checkout-rules";
import { dueIn } from "../checkout/record-checkout";
import { refunds } from "../db/schema";
import type { Deps } from "../deps";
import { changeOrder } from "../orders/change-order";
import { type LockedOrder, lockOrder, standingOf } from "../orders/lock-order";
import { statusAfter } from "../orders/order-rules";
import { note } from "../orders/timeline";
import { isGivenBack, type RefundState, refundMayBecome } from "./refund-rules";

export type Refund = typeof refunds.$inferSelect;

/** What the gateway says of a refund. */
export interface RefundNews {
  state: Exclude<RefundState, "requested">;
  gatewayRefundId?: string | null;
  failure?: string | null;
}

/**
 * Writes down what the gateway answered when it was asked for a refund, and gives it as it is then. Only of one that
 * nothing is known of: an answer may come late, and the gateway has told more meanwhile.
 */
export async function settleRefund(
  deps: Pick<Deps, "database" | "clock" | "logger" | "counts">,
  { id, orderId }: { id: RefundId; orderId: OrderId },
  news: RefundNews,
): Promise<Refund> {
  const { before, after } = await deps.database.db.transaction(async (tx) => {
    const before = await lockOrder(tx, orderId);
    const isOpen = refundIn(before, id).state === "requested";
    return { before, after: isOpen ? await applyNews(deps, tx, before, id, news) : before };
  });
  deps.counts.refundsMoved(before, after);
  return refundIn(after, id);
}

/** Writes down how a refund stands in the gateway's books, for whoever holds the order; gives the order as it is then. */
export async function applyNews(
  { clock, logger }: Pick<Deps, "clock" | "logger">,
  tx: Tx,
  locked: LockedOrder,
  id: RefundId,
  news: RefundNews,
): Promise<LockedOrder> {
  const before = refundIn(locked, id);
  if (!refundMayBecome(before.state, news.state)) return locked;
  const now = clock.now();
  const change = givenBackOf({ ...before, state: news.state }) - givenBackOf(before);
  const after: Refund = {
    ...before,
    state: news.state,
    gatewayRefundId: news.gatewayRefundId ?? before.gatewayRefundId,
    failure: news.failure ?? null,
    settledAt: news.state === "succeeded" && change === 0 ? before.settledAt : now,
    attempts: 0,
  };
  await storeNews(tx, after);

  const { order } = locked;
  const changed: LockedOrder = {
    ...locked,
    order: { ...order, refunded: order.refunded + change },
    refunds: locked.refunds.map((refund) => (refund.id === id ? after : refund)),
  };
  const status = statusFor(changed, after, change);
  const { refunded } = changed.order;
  const version = await changeOrder(tx, order, { refunded, status }, now);
  const moved: LockedOrder = { ...changed, order: { ...changed.order, status, version } };
  await note(tx, order.id, { at: now, ...stepOf(after, order) });
  if (change > 0) await tellRefunded(tx, moved, after, now);

  logNews(logger, after);
  return moved;
}

function logNews(logger: Deps["logger"], { id, orderId, amount, state, failure }: Refund): void {
  const facts = { orderId, refundId: id, amount, state };
  if (state !== "failed") {
    logger.info("order.refunded", facts);
    return;
  }
  // Where others took the room at the gateway itself, nobody waits for money.
  const level = failure === "exceeds-payment" ? "warn" : "error";
  logger[level]("order.refund-failed", { ...facts, failure });
}

async function storeNews(tx: Tx, refund: Refund): Promise<void> {
  const { id, state, gatewayRefundId, failure, settledAt, attempts } = refund;
  // Whoever brought the news goes on with the stock, or else the worker does.
  const lease = owesStock(refund) ? { dueAt: dueIn(leaseMs) } : {};
  await tx
    .update(refunds)
    .set({ state, gatewayRefundId, failure, settledAt, attempts, ...lease })
    .where(eq(refunds.id, id));
}

/** Whether its pieces are still to be put back into the stock. What was returned is here, whatever became of the money. */
export const owesStock = ({ state, restock, restockedAt, returnId }: Refund): boolean =>
  restock && restockedAt === null && (isGivenBack(state) || (state === "failed" && returnId !== null));

const givenBackOf = ({ state, amount }: Refund): number => (isGivenBack(state) ? amount : 0);

function statusFor(changed: LockedOrder, { state }: Refund, change: number) {
  if (state === "failed") return statusAfter("refund-failed", standingOf(changed));
  return change > 0 ? statusAfter("refunded", standingOf(changed)) : changed.order.status;
}

async function tellRefunded(tx: Tx, { order }: LockedOrder, refund: Refund, at: Date): Promise<void> {
  // What was never told of as paid is not told of as refunded.
  if (refund.origin === "undo") return;
  const { id: orderId, number, customerId, currency, version } = order;
  const about = { id: newId(), occurredAt: at, aggregateId: orderId, aggregateVersion: version };
  const amount = { amount: refund.amount, currency };
  const refunded = { amount: order.refunded, currency };
  await announce(tx, [
    shopEvent("order.refunded", about, {
      orderId,
      number,
      customerId,
      refundId: refund.id,
      amount,
      refunded,
    }),
  ]);
}

function stepOf({ state, origin, amount }: Refund, { currency }: LockedOrder["order"]) {
  const sum = formatMoney({ amount, currency });
  switch (state) {
    case "pending":
      return { type: "refund-pending", detail: `A refund of ${sum} is on its way to the card.` };
    case "failed":
      return { type: "refund-failed", detail: `A refund of ${sum} could not be made.` };
    default:
      return {
        type: "refunded",
        detail: `${sum} was refunded${origin === "gateway" ? " by the payment gateway" : ""}.`,
      };
  }
}

function refundIn({ refunds }: LockedOrder, id: RefundId): Refund {
  const found = refunds.find((refund) => refund.id === id);
  if (!found) throw new Error(`The order has no refund ${id}`);
  return found;
}
