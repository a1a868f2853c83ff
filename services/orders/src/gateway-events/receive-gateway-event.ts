import { OrderId } from "@shopeasy/contracts/ids";
import { InvalidInput } from "@shopeasy/platform/errors";
import { annotate } from "@shopeasy/platform/tracing/tracing";
import { and, eq, inArray, sql } from "drizzle-orm";
import { orders } from "../db/schema";
import type { Deps } from "../deps";
import type { GatewayEvent } from "../payments/payment-gateway";

/** Of these the worker asks again after a pause; of those that are worked on it must not. */
const waiting = ["requires-action", "payment-pending"] as const;

/**
 * Takes an event of the payment gateway's: not as the truth, but as a nudge to ask at once what is so. So events may
 * come late, twice, in any order or never. Those of orders that are not ours are nothing to us.
 * @throws InvalidInput `webhook-refused` for one that is not signed with our secret, or too old
 */
export async function receiveGatewayEvent(
  { database: { db }, gateway, logger }: Pick<Deps, "database" | "gateway" | "logger">,
  { rawBody, signature }: { rawBody: Buffer; signature: string | undefined },
): Promise<void> {
  const received = gateway.constructWebhookEvent(rawBody, signature);
  if (received.outcome === "refused") {
    throw new InvalidInput(
      [{ path: "Stripe-Signature", message: received.reason }],
      "webhook-refused",
      "The event is not the payment gateway's, or is too old.",
    );
  }
  const { event } = received;
  const which = orderOf(event);
  if (!which || event.about === "other") return;
  const now = sql`clock_timestamp()`;
  const nudged =
    event.about === "payment"
      ? await db
          .update(orders)
          .set({ dueAt: now })
          .where(and(which, inArray(orders.status, [...waiting]), sql`${orders.dueAt} > ${now}`))
          .returning({ id: orders.id })
      : await db.update(orders).set({ checkPaymentAt: now }).where(which).returning({ id: orders.id });
  for (const { id } of nudged) {
    annotate("order_id", id);
    logger.info("payment.told", { orderId: id, event: event.id, type: event.type });
  }
}

function orderOf({ orderId, intentId }: GatewayEvent) {
  const { data: id } = OrderId.safeParse(orderId);
  if (id) return eq(orders.id, id);
  return intentId === null ? null : eq(orders.intentId, intentId);
}
