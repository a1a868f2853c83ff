import type { OrderId } from "@shopeasy/contracts/ids";
import { RefundId } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { Unavailable } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { eq, sql } from "drizzle-orm";
import { gatewayDeadlineMs as deadlineMs } from "../checkout/checkout-rules";
import { disputes, orders, refunds } from "../db/schema";
import type { Deps } from "../deps";
import { changeOrder } from "../orders/change-order";
import { type LockedOrder, lockOrder } from "../orders/lock-order";
import { note } from "../orders/timeline";
import type { GatewayDispute, GatewayRefund } from "../payments/payment-gateway";
import { disputeSteps } from "./dispute-rules";
import { applyNews, type Refund } from "./settle-refund";

type CheckDeps = Pick<Deps, "database" | "gateway" | "clock" | "logger" | "counts">;

/**
 * Asks the gateway what went back of an order's payment, and makes our books say the same: news of our own refunds,
 * refunds that were made at the gateway itself, and disputes.
 * @throws Unavailable when the gateway does not answer
 */
export async function checkPayment(deps: CheckDeps, orderId: OrderId): Promise<void> {
  const intentId = await capturedIntent(deps, orderId);
  if (intentId === null) return;
  const found = await deps.gateway.findReturned({ intentId, deadlineMs });
  if (found.outcome !== "found") {
    throw new Unavailable("payment-unavailable", "The payment gateway does not answer.");
  }
  const { before, after } = await deps.database.db.transaction(async (tx) => {
    const before = await lockOrder(tx, orderId);
    let locked = before;
    // Those that failed first: what they gave back can't count together with what took their place.
    const failedFirst = found.refunds.toSorted((one, other) => rank(one) - rank(other));
    for (const made of failedFirst) locked = await takeIn(deps, tx, locked, made);
    for (const dispute of found.disputes) locked = await takeInDispute(deps, tx, locked, dispute);
    return { before, after: locked };
  });
  deps.counts.refundsMoved(before, after);
}

const rank = ({ state }: GatewayRefund) => (state === "failed" ? 0 : 1);

/** Null where nothing was taken: of a hold that was let go, too, the gateway tells as of a refund. */
async function capturedIntent({ database: { db } }: CheckDeps, orderId: OrderId): Promise<string | null> {
  const [order] = await db
    .select({ intentId: orders.intentId, captured: orders.captured, step: orders.step })
    .from(orders)
    .where(eq(orders.id, orderId));
  if (order?.step === "authorised") {
    throw new Unavailable("payment-unavailable", "The payment is being captured just now.");
  }
  return order && order.captured > 0 ? order.intentId : null;
}

async function takeIn(
  deps: CheckDeps,
  tx: Tx,
  locked: LockedOrder,
  { gatewayRefundId, refundId, amount, state }: GatewayRefund,
): Promise<LockedOrder> {
  const known = locked.refunds.find(
    (refund) => refund.id === refundId || refund.gatewayRefundId === gatewayRefundId,
  );
  if (!known && state === "failed") return locked;
  const refund = known ?? (await storeForeign(deps, tx, locked, amount.amount));
  const refunds = known ? locked.refunds : [...locked.refunds, refund];
  const failure = state === "failed" ? "refund-failed" : null;
  return applyNews(deps, tx, { ...locked, refunds }, refund.id, { state, gatewayRefundId, failure });
}

/** A refund that somebody made at the gateway, past us. */
async function storeForeign(
  { clock, logger }: CheckDeps,
  tx: Tx,
  { order }: LockedOrder,
  amount: number,
): Promise<Refund> {
  const [stored] = await tx
    .insert(refunds)
    .values({
      id: RefundId.parse(newId()),
      orderId: order.id,
      origin: "gateway",
      state: "requested",
      amount,
      items: [],
      restock: false,
      requestedAt: clock.now(),
    })
    .returning();
  if (!stored) throw new Error("The refund was not stored");
  logger.warn("order.refunded-elsewhere", { orderId: order.id, refundId: stored.id, amount });
  return stored;
}

async function takeInDispute(
  { clock, logger }: CheckDeps,
  tx: Tx,
  locked: LockedOrder,
  { id, amount, state }: GatewayDispute,
): Promise<LockedOrder> {
  const { order } = locked;
  const at = clock.now();
  const isNews = await tx
    .insert(disputes)
    .values({ id, orderId: order.id, state, amount: amount.amount, openedAt: at })
    .onConflictDoUpdate({
      target: disputes.id,
      set: { state },
      setWhere: sql`${disputes.state} <> ${state}`,
    })
    .returning({ id: disputes.id });
  if (isNews.length === 0) return locked;
  const version = await changeOrder(tx, order, {}, at);
  await note(tx, order.id, { at, ...disputeSteps[state] });
  // The bank wants an answer within days, and takes the money if it gets none.
  logger[state === "won" ? "info" : "error"]("order.payment-disputed", {
    orderId: order.id,
    dispute: id,
    state,
  });
  return { ...locked, order: { ...order, version } };
}
