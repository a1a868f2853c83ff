import type { OrderId } from "@shopeasy/contracts/ids";
import { asc, eq } from "drizzle-orm";
import { orders, refunds } from "../db/schema";
import type { Deps } from "../deps";
import { orderNotFound } from "../orders/order-access";
import { presentRefund } from "./present-refund";

/** The refunds of an order, oldest first. @throws NotFound */
export async function listRefunds({ database: { db } }: Pick<Deps, "database">, orderId: OrderId) {
  const rows = await db
    .select({ refund: refunds, currency: orders.currency })
    .from(orders)
    .leftJoin(refunds, eq(refunds.orderId, orders.id))
    .where(eq(orders.id, orderId))
    .orderBy(asc(refunds.id));
  if (rows.length === 0) throw orderNotFound();
  return { items: rows.flatMap(({ refund, currency }) => (refund ? [presentRefund(refund, currency)] : [])) };
}
