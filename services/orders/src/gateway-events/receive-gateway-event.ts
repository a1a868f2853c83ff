import { OrderId } from "@shopeasy/contracts/ids";
import { InvalidInput } from "@shopeasy/platform/errors";
import { annotate } from "@shopeasy/platform/tracing/tracing";
import { type SQL, sql } from "drizzle-orm";
import { orders } from "../db/schema";
import type { Deps } from "../deps";
import type { OrderStatus } from "../orders/order-rules";
import type { GatewayEvent } from "../payments/payment-gateway";

/** Of these the worker asks again after a pause; of those that are worked on it must not. */
const waiting = ["requires-action", "payment-pending"] as const satisfies OrderStatus[];

/**
 * Takes an event of the payment gateway's: not as the truth, but as a nudge to ask at once what is so. So events may
 * come late, twice, in any order or never. Those of orders that are not ours are nothing to us.
 * @throws InvalidInput `webhook-refused` for one that is not signed with our secret, or too old
 */
export async function receiveGatewayEvent(
  {
    database: { db },
    gateway,
    checkouts,
    logger,
  }: Pick<Deps, "database" | "gateway" | "checkouts" | "logger">,
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
  // Its checkout has the gateway's own answer, and until that has ended the order is none that waits.
  if (event.about === "payment" && which.id && checkouts.isUnderWay(which.id)) return;
  const nudged = await db.execute<{ id: OrderId }>(
    event.about === "payment"
      ? sql`update ${orders} set due_at = clock_timestamp()
          where ${which.where} and status in ${waiting} and due_at > clock_timestamp() returning id`
      : sql`update ${orders} set check_payment_at = clock_timestamp() where ${which.where} returning id`,
  );
  for (const { id } of nudged) {
    annotate("order_id", id);
    logger.info("payment.told", { orderId: id, event: event.id, type: event.type });
  }
}

/** The order that an event names, by its id where it tells that; null where it names none. */
function orderOf({ orderId, intentId }: GatewayEvent): { id?: OrderId; where: SQL } | null {
  const { data: id } = OrderId.safeParse(orderId);
  if (id) return { id, where: sql`id = ${id}` };
  return intentId === null ? null : { where: sql`intent_id = ${intentId}` };
}
