import type { OrderId } from "@shopeasy/contracts/ids";
import type { Money } from "@shopeasy/contracts/money";
import { NotFound } from "@shopeasy/platform/errors";
import type { Deps } from "../deps";
import { guestToken } from "./guest-token";
import { loadOrder } from "./load-orders";

/** What the confirmation mail of an order says. */
export async function getConfirmation(
  { database, guestTokenSecret }: Pick<Deps, "database" | "guestTokenSecret">,
  orderId: OrderId,
) {
  const found = await loadOrder(database.db, orderId);
  if (!found) throw new NotFound("order-not-found", "There is no such order.");
  const { order, lines } = found;
  const money = (amount: number): Money => ({ amount, currency: order.currency });
  return {
    id: orderId,
    number: order.number,
    customerId: order.customerId,
    email: order.email,
    recipient: order.shippingAddress.name,
    lines: lines.map(({ sku, name, options, quantity, lineTotal }) => ({
      sku,
      name,
      options,
      quantity,
      lineTotal: money(lineTotal),
    })),
    subtotal: money(order.subtotal),
    discount: money(order.discount),
    shipping: money(order.shipping),
    tax: money(order.tax),
    taxIncluded: order.taxIncluded,
    total: money(order.total),
    placedAt: order.placedAt.toISOString(),
    accessToken: order.customerId === null ? guestToken(guestTokenSecret, order.id) : null,
  };
}
