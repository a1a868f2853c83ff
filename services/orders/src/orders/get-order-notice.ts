import type { OrderId } from "@shopeasy/contracts/ids";
import { asc, eq } from "drizzle-orm";
import { refunds, returns } from "../db/schema";
import type { Deps } from "../deps";
import { trackingUrl } from "../fulfilments/carrier-rules";
import { loadWritable, presentConfirmation } from "./get-confirmation";

/** What mails tell of an order after its confirmation. @throws NotFound as `getConfirmation` */
export async function getOrderNotice(
  { database: { db }, guestTokenSecret }: Pick<Deps, "database" | "guestTokenSecret">,
  orderId: OrderId,
) {
  const [found, repaid, sentBack] = await Promise.all([
    loadWritable(db, orderId),
    db.select().from(refunds).where(eq(refunds.orderId, orderId)).orderBy(asc(refunds.id)),
    db.select().from(returns).where(eq(returns.orderId, orderId)).orderBy(asc(returns.id)),
  ]);
  const { order, fulfilments } = found;
  const money = (amount: number) => ({ amount, currency: order.currency });
  return {
    ...presentConfirmation(found, guestTokenSecret),
    captured: money(order.captured),
    last4: order.cardLast4,
    fulfilments: fulfilments.map(({ id, carrier, trackingNumber, items }) => ({
      id,
      carrier,
      trackingNumber,
      trackingUrl: trackingUrl(carrier, trackingNumber),
      items,
    })),
    refunds: repaid.map(({ id, amount, items }) => ({ id, amount: money(amount), items })),
    returns: sentBack.map(({ id, status, items }) => ({ id, status, items })),
  };
}
