import { shopEvent } from "@shopeasy/contracts/events";
import type { OrderId } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { newId } from "@shopeasy/platform/ids";
import { announce } from "@shopeasy/platform/outbox/announce";
import { and, eq, notInArray, sql } from "drizzle-orm";
import { orders, orderTimeline } from "../db/schema";
import type { OrderStatus } from "../orders/order-rules";
import type { CheckoutDeps } from "./advance-checkout";
import type { CheckoutOrder } from "./checkout-order";
import { leaseMs, nextAttempt, type UndoReason, undoReasons } from "./checkout-rules";

type RecordDeps = Pick<CheckoutDeps, "database" | "clock" | "logger">;

/** The gateway is asked next: from here on it may hold an authorisation. */
export async function markAuthorising({ database, clock }: RecordDeps, order: CheckoutOrder): Promise<void> {
  await database.db
    .update(orders)
    .set({ step: "authorising", updatedAt: clock.now() })
    .where(eq(orders.id, order.id));
}

/** The gateway's intent is known, so that no later attempt can make a second one. */
export async function markAuthorised(
  { database, clock }: RecordDeps,
  order: CheckoutOrder,
  intentId: string,
  card: { brand: string; last4: string },
): Promise<void> {
  if (order.step === "authorised" && order.intentId === intentId) return;
  await database.db
    .update(orders)
    .set({
      step: "authorised",
      intentId,
      cardBrand: card.brand,
      cardLast4: card.last4,
      updatedAt: clock.now(),
    })
    .where(eq(orders.id, order.id));
}

/** The customer or the gateway is waited for; the worker asks again later. */
export async function markWaiting(
  { database, clock }: RecordDeps,
  order: CheckoutOrder,
  status: "requires-action" | "payment-pending",
  intentId?: string,
): Promise<void> {
  const now = clock.now();
  await database.db.transaction(async (tx) => {
    const [changed] = await tx
      .update(orders)
      .set({
        status,
        intentId: intentId ?? order.intentId,
        attempts: order.attempts + 1,
        dueAt: nextAttempt(now, order.attempts),
        version: sql`${orders.version} + 1`,
        updatedAt: now,
      })
      .where(and(eq(orders.id, order.id), notInArray(orders.status, ["paid"])))
      .returning({ attempts: orders.attempts });
    if (changed?.attempts === 1) await note(tx, order.id, now, status, waitingFor[status]);
  });
}

const waitingFor = {
  "requires-action": "The payment waits for the customer to confirm it.",
  "payment-pending": "The payment gateway has not answered yet.",
};

/** The money is collected: the order is paid, and everybody is told, in one transaction. */
export async function markPaid({ database, clock, logger }: RecordDeps, order: CheckoutOrder): Promise<void> {
  const now = clock.now();
  const version = await database.db.transaction(async (tx) => {
    const [paid] = await tx
      .update(orders)
      .set({ status: "paid", step: "done", dueAt: null, version: sql`${orders.version} + 1`, updatedAt: now })
      .where(and(eq(orders.id, order.id), notInArray(orders.step, ["done", "undoing"])))
      .returning({ version: orders.version });
    if (!paid) return null;
    await note(tx, order.id, now, "paid", "The payment was collected.");
    await announce(tx, [
      shopEvent(
        "order.paid",
        { id: newId(), occurredAt: now, aggregateId: order.id, aggregateVersion: paid.version },
        {
          orderId: order.id,
          number: order.number,
          customerId: order.customerId,
          cartId: order.cartId,
          total: { amount: order.total, currency: order.currency },
          lines: order.lines.map(({ sku, productId, quantity }) => ({ sku, productId, quantity })),
        },
      ),
    ]);
    return paid.version;
  });
  if (version !== null)
    logger.info("order.paid", { orderId: order.id, number: order.number, total: order.total });
}

/** The checkout is given up: the order has its last status at once, and what it holds is given back after. */
export async function markUndoing(
  { database, clock, logger }: RecordDeps,
  order: CheckoutOrder,
  reason: UndoReason,
  declineCode: string | undefined,
): Promise<void> {
  const now = clock.now();
  const { status, detail, paymentFailed } = undoReasons[reason];
  const marked = await database.db.transaction(async (tx) => {
    const [undone] = await tx
      .update(orders)
      .set({
        status: status as OrderStatus,
        step: "undoing",
        undoReason: reason,
        intentId: order.intentId,
        declineCode: declineCode ?? null,
        dueAt: new Date(now.getTime() + leaseMs),
        version: sql`${orders.version} + 1`,
        updatedAt: now,
      })
      .where(and(eq(orders.id, order.id), notInArray(orders.step, ["done", "undoing"])))
      .returning({ version: orders.version });
    if (!undone) return false;
    await note(tx, order.id, now, reason, detail);
    if (paymentFailed) {
      await announce(tx, [
        shopEvent(
          "order.payment-failed",
          { id: newId(), occurredAt: now, aggregateId: order.id, aggregateVersion: undone.version },
          {
            orderId: order.id,
            number: order.number,
            customerId: order.customerId,
            reason: declineCode ?? reason,
          },
        ),
      ]);
    }
    return true;
  });
  if (marked) logger.info("order.checkout-undone", { orderId: order.id, reason });
}

/** Nothing of a refused checkout is held any more. */
export async function markUndone({ database, clock }: RecordDeps, order: CheckoutOrder): Promise<void> {
  await database.db
    .update(orders)
    .set({ step: "done", dueAt: null, updatedAt: clock.now() })
    .where(eq(orders.id, order.id));
}

/** Tries again later what could not be done now; the order stays as it is. */
export async function postpone({ database, clock }: RecordDeps, order: CheckoutOrder): Promise<void> {
  const now = clock.now();
  await database.db
    .update(orders)
    .set({ attempts: order.attempts + 1, dueAt: nextAttempt(now, order.attempts), updatedAt: now })
    .where(and(eq(orders.id, order.id), notInArray(orders.step, ["done"])));
}

async function note(tx: Db, orderId: OrderId, at: Date, type: string, detail: string): Promise<void> {
  await tx.insert(orderTimeline).values({ orderId, at, type, detail });
}
