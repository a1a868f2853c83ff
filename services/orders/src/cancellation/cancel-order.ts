import { shopEvent } from "@shopeasy/contracts/events";
import { type OrderId, RefundId } from "@shopeasy/contracts/ids";
import { AppError, Conflict } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { announce } from "@shopeasy/platform/outbox/announce";
import { eq } from "drizzle-orm";
import { type CheckoutOrder, withLines } from "../checkout/checkout-order";
import { leaseMs, type UndoReason, undoReasons } from "../checkout/checkout-rules";
import { dueIn } from "../checkout/record-checkout";
import { undoCheckout } from "../checkout/undo-checkout";
import { orders, refunds } from "../db/schema";
import type { Deps } from "../deps";
import { changeOrder } from "../orders/change-order";
import { getOrder } from "../orders/get-order";
import { lockOrder, piecesOf } from "../orders/lock-order";
import { admit, type OrderCaller, orderNotFound } from "../orders/order-access";
import type { PresentedOrder } from "../orders/present-order";
import { note } from "../orders/timeline";
import { leftOf } from "../refunds/refund-rules";
import { requireUndisputed } from "../refunds/require-undisputed";

type CancelDeps = Pick<
  Deps,
  "database" | "client" | "gateway" | "clock" | "logger" | "counts" | "guestTokenSecret"
>;

/** A checkout that runs meanwhile moves on a few times at most, and then is over or waits. */
const triesWhileItMoves = 10;

/**
 * Cancels an order that nothing was shipped of, and gives it as it is then: what was paid or held is given back, and
 * its pieces go back into the stock, now or by the worker. An order that was cancelled stays as it is.
 * @throws Conflict `invalid-transition`; `payment-disputed`; `request-in-progress` while a refund of it is under way;
 * NotFound, Unauthorized
 */
export async function cancelOrder(deps: CancelDeps, caller: OrderCaller): Promise<PresentedOrder> {
  await admit(deps, caller);
  for (let tries = 1; ; tries += 1) {
    try {
      await giveUp(deps, caller.id);
      return await getOrder(deps, caller);
    } catch (error) {
      if (tries >= triesWhileItMoves || !hasMovedOn(error)) throw error;
    }
  }
}

const hasMovedOn = (error: unknown): boolean =>
  error instanceof AppError && error.code === "request-in-progress" && !error.extras.refundId;

async function giveUp(deps: CancelDeps, id: OrderId): Promise<void> {
  const [stored] = await deps.database.db.select().from(orders).where(eq(orders.id, id));
  if (!stored) throw orderNotFound();
  switch (stored.status) {
    case "cancelled":
      return;
    case "pending":
    case "requires-action":
    case "payment-pending":
      return giveUpCheckout(deps, stored);
    case "paid":
    case "partially-refunded":
      return giveUpPaid(deps, await recordCancellation(deps, id));
    default:
      throw notAnyMore(stored.status);
  }
}

const notAnyMore = (status: string) =>
  new Conflict("invalid-transition", `An order that is ${status} can't be cancelled any more.`);

/** The checkout that runs meanwhile, or ran last, finds its order changed and stops. */
async function giveUpCheckout(deps: CancelDeps, stored: Omit<CheckoutOrder, "lines">): Promise<void> {
  const [order] = await withLines(deps.database.db, [stored]);
  if (!order) return;
  // The gateway is asked only after the step before it was written, which now fails.
  const isUnasked = order.step === "placed";
  await undoCheckout(deps, order, isUnasked ? "cancelled-before-payment" : "cancelled-during-payment");
}

async function giveUpPaid(deps: CancelDeps, order: CheckoutOrder | null): Promise<void> {
  if (!order) return;
  deps.counts.cancelled();
  deps.logger.info("order.cancelled", { orderId: order.id });
  await undoCheckout(deps, order, "cancelled");
}

/**
 * Writes a cancellation down, with the refund of all that is left of what was paid: from here on the worker can do the
 * rest. Null where it was cancelled already.
 */
export function recordCancellation(
  { database, clock }: Pick<Deps, "database" | "clock">,
  id: OrderId,
): Promise<CheckoutOrder | null> {
  const now = clock.now();
  const reason: UndoReason = "cancelled";
  return database.db.transaction(async (tx) => {
    const locked = await lockOrder(tx, id);
    const { order, lines } = locked;
    if (order.status === "cancelled") return null;
    if (piecesOf(locked).some(({ shipped }) => shipped > 0)) throw notAnyMore("shipped in part");
    await requireUndisputed(tx, id);
    const open = locked.refunds.find(({ state }) => state === "requested");
    if (open) {
      throw new Conflict(
        "request-in-progress",
        "A refund of the order is being made: ask again in a moment.",
        {
          refundId: open.id,
        },
      );
    }
    const { status, detail, announces } = undoReasons[reason];
    const progress = { status, step: "undoing", undoReason: reason, attempts: 0 } as const;
    const version = await changeOrder(tx, order, { ...progress, dueAt: dueIn(leaseMs) }, now);
    const amount = leftOf({ captured: order.captured, refunds: locked.refunds });
    await tx.insert(refunds).values({
      id: RefundId.parse(newId()),
      orderId: id,
      origin: "cancellation",
      state: amount > 0 ? "requested" : "succeeded",
      amount,
      items: [],
      restock: false,
      requestedAt: now,
      ...(amount === 0 && { settledAt: now }),
    });
    await note(tx, id, { at: now, type: "cancelled", detail });
    const about = { id: newId(), occurredAt: now, aggregateId: id, aggregateVersion: version };
    const { number, customerId } = order;
    await announce(tx, [shopEvent(announces, about, { orderId: id, number, customerId, reason })]);
    return { ...order, ...progress, version, lines };
  });
}
