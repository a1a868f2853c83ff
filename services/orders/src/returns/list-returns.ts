import { asc, eq } from "drizzle-orm";
import { orders, refunds, returns } from "../db/schema";
import type { Deps } from "../deps";
import { admit, type OrderCaller } from "../orders/order-access";
import { presentReturn } from "./present-return";

/** The returns of an order, oldest first. @throws NotFound, Unauthorized */
export async function listReturns(deps: Pick<Deps, "database" | "guestTokenSecret">, caller: OrderCaller) {
  await admit(deps, caller);
  const rows = await deps.database.db
    .select({ row: returns, refund: refunds, currency: orders.currency })
    .from(returns)
    .innerJoin(orders, eq(orders.id, returns.orderId))
    .leftJoin(refunds, eq(refunds.returnId, returns.id))
    .where(eq(returns.orderId, caller.id))
    .orderBy(asc(returns.id));
  return {
    items: rows.map(({ row, refund, currency }) => presentReturn(row, refund ?? undefined, currency)),
  };
}
