import type { RefundId, ReturnId } from "@shopeasy/contracts/ids";
import { restock } from "@shopeasy/contracts/internal/catalog";
import type { Currency } from "@shopeasy/contracts/money";
import type { Db } from "@shopeasy/platform/database/connect";
import { NotFound } from "@shopeasy/platform/errors";
import { annotate } from "@shopeasy/platform/tracing/tracing";
import { eq } from "drizzle-orm";
import { gatewayDeadlineMs as deadlineMs, patience, retryAfterMs } from "../checkout/checkout-rules";
import { dueIn } from "../checkout/record-checkout";
import { orders, refunds, returns } from "../db/schema";
import type { Deps } from "../deps";
import type { Pieces } from "../orders/piece-rules";
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
    if (owesStock(refund)) refund = await putBack(deps, refund);
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

async function putBack({ client, database, clock }: RefundDeps, refund: Refund): Promise<Refund> {
  const { id: refundId, orderId, returnId } = refund;
  const pieces = returnId ? await returnedPieces(database.db, returnId) : refund.items;
  const items = pieces.map(({ sku, quantity }) => ({ sku, quantity }));
  if (items.length > 0) await client.call(restock, { params: { refundId }, body: { orderId, items } });
  const restockedAt = clock.now();
  await database.db.update(refunds).set({ restockedAt }).where(eq(refunds.id, refundId));
  return { ...refund, restockedAt };
}

/** What was returned, also of pieces that had been refunded before. */
async function returnedPieces(db: Db, id: ReturnId): Promise<readonly Pieces[]> {
  const [found] = await db.select({ items: returns.items }).from(returns).where(eq(returns.id, id));
  return found?.items ?? [];
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
