import type { OrderId } from "@shopeasy/contracts/ids";
import { openTrace } from "@shopeasy/platform/tracing/tracing";
import { and, eq, inArray } from "drizzle-orm";
import { leaseMs } from "../checkout/checkout-rules";
import { dueIds } from "../checkout/due-ids";
import { dueIn } from "../checkout/record-checkout";
import { orders, refunds } from "../db/schema";
import { carryOutRefund, type RefundDeps } from "./carry-out-refund";
import { checkPayment } from "./check-payment";

const askAgainMs = 30_000;

/** Takes up the refunds that a crash or a gateway that was away left, and gives how many those were. */
export async function resumeRefunds(deps: RefundDeps): Promise<number> {
  const taken = await deps.database.db
    .update(refunds)
    .set({ dueAt: dueIn(leaseMs) })
    .where(inArray(refunds.id, dueIds(refunds.id, refunds.dueAt)))
    .returning({ id: refunds.id });
  await allOf(taken.map(({ id }) => openTrace({}, () => carryOutRefund(deps, id))));
  return taken.length;
}

/** Asks the gateway of the payments of which it told something, and gives how many those were. */
export async function checkPayments(deps: RefundDeps): Promise<number> {
  const taken = await deps.database.db
    .update(orders)
    .set({ checkPaymentAt: dueIn(askAgainMs) })
    .where(inArray(orders.id, dueIds(orders.id, orders.checkPaymentAt)))
    .returning({ id: orders.id, dueAt: orders.checkPaymentAt });
  await allOf(taken.map((order) => openTrace({}, () => checkDue(deps, order))));
  return taken.length;
}

async function checkDue(deps: RefundDeps, { id, dueAt }: { id: OrderId; dueAt: Date | null }): Promise<void> {
  try {
    await checkPayment(deps, id);
  } catch (error) {
    deps.logger.warn("order.payment-check-postponed", { orderId: id, error });
    return;
  }
  // Unless the gateway has told more meanwhile.
  const isSame = dueAt === null ? undefined : eq(orders.checkPaymentAt, dueAt);
  await deps.database.db
    .update(orders)
    .set({ checkPaymentAt: null })
    .where(and(eq(orders.id, id), isSame));
}

async function allOf(works: readonly Promise<unknown>[]): Promise<void> {
  const ends = await Promise.allSettled(works);
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}
