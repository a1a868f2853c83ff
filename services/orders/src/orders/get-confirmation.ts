import type { OrderId } from "@shopeasy/contracts/ids";
import type { Money } from "@shopeasy/contracts/money";
import type { Db } from "@shopeasy/platform/database/connect";
import { NotFound } from "@shopeasy/platform/errors";
import type { Deps } from "../deps";
import { guestToken } from "./guest-token";
import { loadOrder, loadOrdersWithLines } from "./load-orders";
import { orderNotFound } from "./order-access";
import type { StoredOrder } from "./present-order";

/** What the confirmation mail of an order says. @throws NotFound `order-not-found`, `customer-erased` */
export async function getConfirmation(
  { database, guestTokenSecret }: Pick<Deps, "database" | "guestTokenSecret">,
  orderId: OrderId,
) {
  return presentConfirmation(await loadWritable(database.db, orderId), guestTokenSecret);
}

/** The same of several orders, and which of them nobody is to be written to about any more. Unknown ones are left out. */
export async function getConfirmations(
  { database, guestTokenSecret }: Pick<Deps, "database" | "guestTokenSecret">,
  orderIds: readonly OrderId[],
) {
  const found = await loadOrdersWithLines(database.db, orderIds);
  const erased = found.filter(isErased).map(({ order }) => order.id);
  const writable = found.filter((each) => !isErased(each));
  return { confirmations: writable.map((each) => presentConfirmation(each, guestTokenSecret)), erased };
}

/** Whether its customer is not to be written to any more. */
const isErased = ({ order }: Pick<StoredOrder, "order">): boolean => order.erasureAskedAt !== null;

/** An order of which somebody can be written to. @throws NotFound `order-not-found`, `customer-erased` */
export async function loadWritable(db: Db, orderId: OrderId): Promise<StoredOrder> {
  const found = await loadOrder(db, orderId);
  if (!found) throw orderNotFound();
  if (isErased(found)) {
    throw new NotFound("customer-erased", "The order's customer is not to be written to any more.");
  }
  return found;
}

export function presentConfirmation(
  { order, lines }: Pick<StoredOrder, "order" | "lines">,
  guestTokenSecret: string,
) {
  const money = (amount: number): Money => ({ amount, currency: order.currency });
  return {
    id: order.id,
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
