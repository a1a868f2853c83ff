import type { CartId, OrderId, ProductId, Sku, UserId } from "@shopeasy/contracts/ids";
import type { Currency } from "@shopeasy/contracts/money";
import type { Db } from "@shopeasy/platform/database/connect";
import { asc, inArray } from "drizzle-orm";
import { orderLines } from "../db/schema";
import type { Deps } from "../deps";
import type { OrderStatus } from "../orders/order-rules";
import type { PaymentAttempt } from "../payments/payment-gateway";
import type { CheckoutStep, UndoReason } from "./checkout-rules";

/** What the checkout stands on. */
export type CheckoutDeps = Pick<Deps, "database" | "client" | "gateway" | "clock" | "logger" | "counts">;

/** What the checkout needs to know of its order. */
export interface CheckoutOrder {
  id: OrderId;
  number: string;
  status: OrderStatus;
  version: number;
  customerId: UserId | null;
  cartId: CartId;
  step: CheckoutStep;
  undoReason: UndoReason | null;
  attempts: number;
  currency: Currency;
  total: number;
  /** The code of its coupon, whose use is given back when the checkout is undone. */
  coupon: string | null;
  paymentMethod: string;
  intentId: string | null;
  cardBrand: string | null;
  cardLast4: string | null;
  placedAt: Date;
  lines: readonly { sku: Sku; productId: ProductId; quantity: number }[];
}

/** What the gateway is asked for an order: always the very same. */
export const paymentAttempt = ({ id, total, currency, paymentMethod }: CheckoutOrder): PaymentAttempt => ({
  orderId: id,
  amount: { amount: total, currency },
  paymentMethod,
});

/** By what the gateway finds an order's payment: its intent, or what was asked where the answer was lost. */
export const paymentQuery = (order: CheckoutOrder) =>
  order.intentId === null
    ? { attempt: paymentAttempt(order), attemptedAt: order.placedAt }
    : { orderId: order.id, intentId: order.intentId };

/** Adds their lines to orders as they are stored, in one statement. */
export async function withLines(
  db: Db,
  stored: readonly Omit<CheckoutOrder, "lines">[],
): Promise<CheckoutOrder[]> {
  if (stored.length === 0) return [];
  const ids = stored.map(({ id }) => id);
  const lines = await db
    .select()
    .from(orderLines)
    .where(inArray(orderLines.orderId, ids))
    .orderBy(asc(orderLines.position));
  return stored.map((order) => ({ ...order, lines: lines.filter(({ orderId }) => orderId === order.id) }));
}
