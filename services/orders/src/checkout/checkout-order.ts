import type { CartId, OrderId, ProductId, Sku, UserId } from "@shopeasy/contracts/ids";
import type { Currency } from "@shopeasy/contracts/money";
import type { Db } from "@shopeasy/platform/database/connect";
import { asc, eq } from "drizzle-orm";
import { orderLines, orders } from "../db/schema";
import type { PaymentAttempt } from "../payments/payment-gateway";
import type { CheckoutStep, UndoReason } from "./checkout-rules";

/** What the checkout needs to know of its order. */
export interface CheckoutOrder {
  id: OrderId;
  number: string;
  customerId: UserId | null;
  cartId: CartId;
  step: CheckoutStep;
  undoReason: UndoReason | null;
  attempts: number;
  currency: Currency;
  total: number;
  paymentMethod: string;
  intentId: string | null;
  placedAt: Date;
  lines: readonly { sku: Sku; productId: ProductId; quantity: number }[];
}

/** What the gateway is asked for an order: always the very same. */
export const paymentAttempt = ({ id, total, currency, paymentMethod }: CheckoutOrder): PaymentAttempt => ({
  orderId: id,
  amount: { amount: total, currency },
  paymentMethod,
});

/** The checkout of a stored order. */
export async function loadCheckout(db: Db, id: OrderId): Promise<CheckoutOrder | null> {
  const [[order], lines] = await Promise.all([
    db.select().from(orders).where(eq(orders.id, id)),
    db.select().from(orderLines).where(eq(orderLines.orderId, id)).orderBy(asc(orderLines.position)),
  ]);
  return order ? { ...order, lines } : null;
}
