import type { OrderId } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { asc, inArray } from "drizzle-orm";
import { orderLines, orders, orderTimeline } from "../db/schema";
import type { StoredOrder } from "./present-order";

/** Orders with their lines and timelines, newest first, in three statements however many they are. */
export async function loadOrders(db: Db, ids: readonly OrderId[]): Promise<StoredOrder[]> {
  if (ids.length === 0) return [];
  const [found, lines, timeline] = await Promise.all([
    db
      .select()
      .from(orders)
      .where(inArray(orders.id, [...ids])),
    db
      .select()
      .from(orderLines)
      .where(inArray(orderLines.orderId, [...ids]))
      .orderBy(asc(orderLines.position)),
    db
      .select()
      .from(orderTimeline)
      .where(inArray(orderTimeline.orderId, [...ids]))
      .orderBy(asc(orderTimeline.id)),
  ]);
  return found
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .map((order) => ({
      order,
      lines: lines.filter(({ orderId }) => orderId === order.id),
      timeline: timeline.filter(({ orderId }) => orderId === order.id),
    }));
}

/** One order, or null. */
export async function loadOrder(db: Db, id: OrderId): Promise<StoredOrder | null> {
  const [order] = await loadOrders(db, [id]);
  return order ?? null;
}
