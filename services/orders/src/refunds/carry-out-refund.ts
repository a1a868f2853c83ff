import type { RefundId } from "@shopeasy/contracts/ids";
import { restock } from "@shopeasy/contracts/internal/catalog";
import type { Currency } from "@shopeasy/contracts/money";
import { NotFound } from "@shopeasy/platform/errors";
import { annotate } from "@shopeasy/platform/tracing/tracing";
import { eq } from "drizzle-orm";
import { gatewayDeadlineMs as deadlineMs, patience, retryAfterMs } from "../checkout/checkout-rules";
import { dueIn } from "../checkout/record-checkout";
import { orders, refunds } from "../db/schema";
import type { Deps } from "../deps";
import { lockOrder } from "../orders/lock-order";
import type { Pieces } from "../orders/pieces";
import { piecesBack } from "../orders/restock-rules";
import { checkPayment } from "./check-payment";
import { owesStock, type Refund, settleRefund } from "./settle-refund";

export type RefundDeps = Pick<Deps, "database" | "gateway" | "client" | "clock" | "logger" | "counts">;

/** How long a bank is given before the gateway is asked again, should its webhook not come. */
const bankTakesMs = 3_600_000;

interface OpenRefund {
  refund: Refund;
  order: { intentId: string | null; currency: Currency };
}

/**
 * Brings a refund as far as it goes, and gives it as it is then: first the money, then the stock. Every step can be
 * repeated. What can't be done now is left to the worker.
 */
export async function carryOutRefund(deps: RefundDeps, id: RefundId): Promise<Refund> {
  const open = await loadRefund(deps, id);
  let { refund } = open;
  annotate("order_id", refund.orderId);
  try {
    refund = await giveBack(deps, open);
    if (owesStock(refund) || refund.restockedAt) refund = await putBack(deps, refund);
    return await finish(deps, refund);
  } catch (error) {
    await postpone(deps, refund, { error });
    return refund;
  }
}

async function loadRefund({ database: { db } }: RefundDeps, id: RefundId): Promise<OpenRefund> {
  const [found] = await db
    .select({ refund: refunds, order: { intentId: orders.intentId, currency: orders.currency } })
    .from(refunds)
    .innerJoin(orders, eq(orders.id, refunds.orderId))
    .where(eq(refunds.id, id));
  if (!found) throw new NotFound("refund-not-found", "There is no such refund.");
  return found;
}

async function giveBack(deps: RefundDeps, { refund, order }: OpenRefund): Promise<Refund> {
  const { id: refundId, orderId } = refund;
  if (refund.state === "pending") {
    await checkPayment(deps, orderId);
    return (await loadRefund(deps, refundId)).refund;
  }
  if (refund.state !== "requested") return refund;
  const { intentId, currency } = order;
  if (intentId === null) throw new Error(`The order ${orderId} has no payment to refund`);
  const amount = { amount: refund.amount, currency };
  const { requestedAt } = refund;
  const answer = await deps.gateway.refund({ refundId, intentId, amount, requestedAt, deadlineMs });
  switch (answer.outcome) {
    case "refunded":
      return settleRefund(deps, refund, { state: answer.status, gatewayRefundId: answer.gatewayRefundId });
    case "refused":
      return settleRefund(deps, refund, { state: "failed", failure: answer.code });
    default:
      await postpone(deps, refund, { reason: answer.reason });
      return refund;
  }
}

/** Repeated for as long as something else is left to do for it: catalog does it once. */
async function putBack(deps: RefundDeps, asked: Refund): Promise<Refund> {
  const { refund, items } = await decideToPutBack(deps, asked);
  const { id: refundId, orderId } = refund;
  if (items.length > 0) await deps.client.call(restock, { params: { refundId }, body: { orderId, items } });
  return refund;
}

/**
 * Before it is done, and under the order's lock: catalog may do it and not be heard, and the refund fail meanwhile. From
 * here on its pieces are not shipped, whatever becomes of the money.
 */
function decideToPutBack(
  { database, clock }: Pick<RefundDeps, "database" | "clock">,
  { id, orderId }: Refund,
): Promise<{ refund: Refund; items: Pieces[] }> {
  return database.db.transaction(async (tx) => {
    const { refunds: all, returns } = await lockOrder(tx, orderId);
    const known = all.find((refund) => refund.id === id);
    if (!known) throw new Error(`The order has no refund ${id}`);
    const isNews = owesStock(known);
    const refund = isNews ? { ...known, restockedAt: clock.now() } : known;
    const { restockedAt } = refund;
    if (restockedAt === null) return { refund, items: [] };
    if (isNews) await tx.update(refunds).set({ restockedAt }).where(eq(refunds.id, id));
    const decided = all.map((each) => (each.id === id ? refund : each));
    return { refund, items: piecesBack({ refunds: decided, returns }, refund) };
  });
}

/** Nothing is left to do for it, unless the gateway has not answered yet, or the bank takes its time. */
async function finish({ database: { db } }: RefundDeps, refund: Refund): Promise<Refund> {
  if (refund.state === "requested") return refund;
  const dueAt = refund.state === "pending" ? dueIn(bankTakesMs) : null;
  await db.update(refunds).set({ dueAt }).where(eq(refunds.id, refund.id));
  return refund;
}

/** Tries again later. Of an order that is given up, whoever gives it up tries again. */
async function postpone(
  { database, logger }: RefundDeps,
  { id: refundId, orderId, attempts, origin }: Refund,
  why: { reason: string } | { error: unknown },
): Promise<void> {
  const level = attempts < patience ? "warn" : "error";
  logger[level]("order.refund-postponed", { orderId, refundId, attempts, ...why });
  const isOrders = origin === "cancellation" || origin === "undo";
  const dueAt = isOrders ? null : dueIn(retryAfterMs(attempts));
  await database.db
    .update(refunds)
    .set({ attempts: attempts + 1, dueAt })
    .where(eq(refunds.id, refundId));
}
