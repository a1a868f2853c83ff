import type { OrderId } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { inSteps } from "@shopeasy/platform/database/in-steps";
import { annotate } from "@shopeasy/platform/tracing/tracing";
import { desc, getTableColumns, inArray, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { fulfilments, orderLines, orders, orderTimeline } from "../db/schema";
import type { StoredOrder } from "./present-order";

/** A row as JSON has it: its times are text. */
type AsJson<Row> = { [Key in keyof Row]: Row[Key] extends Date | null ? Row[Key] | string : Row[Key] };

/** Orders with their lines, parcels and timelines, newest first, in one statement however many they are. */
export async function loadOrders(db: Db, ids: readonly OrderId[]): Promise<StoredOrder[]> {
  if (ids.length === 0) return [];
  const found = await db
    .select({
      order: orders,
      lines: rowsOf(orderLines, "position"),
      fulfilments: rowsOf(fulfilments, "id"),
      timeline: rowsOf(orderTimeline, "id"),
    })
    .from(orders)
    .where(inArray(orders.id, [...ids]))
    .orderBy(desc(orders.id));
  return found.map(({ order, lines, fulfilments, timeline }) => ({
    order,
    lines: lines as StoredOrder["lines"],
    fulfilments: fulfilments.map((parcel) => ({
      ...parcel,
      shippedAt: new Date(parcel.shippedAt),
      deliveredAt: parcel.deliveredAt === null ? null : new Date(parcel.deliveredAt),
    })),
    timeline: timeline.map((step) => ({ ...step, at: new Date(step.at) })),
  }));
}

/** Orders with their lines alone, in no order, in one statement however many they are. */
export function loadOrdersWithLines(
  db: Db,
  ids: readonly OrderId[],
): Promise<Pick<StoredOrder, "order" | "lines">[]> {
  return db
    .select({ order: orders, lines: rowsOf(orderLines, "position") })
    .from(orders)
    .where(inArray(orders.id, inSteps(ids)));
}

/** One order, or null. */
export async function loadOrder(db: Db, id: OrderId): Promise<StoredOrder | null> {
  annotate("order_id", id);
  const [order] = await loadOrders(db, [id]);
  return order ?? null;
}

/** All rows of a table that are an order's. Names are written out: drizzle leaves tables' out of a select of one table. */
function rowsOf<Table extends PgTable>(table: Table, order: string): SQL<AsJson<Table["$inferSelect"]>[]> {
  const columns = Object.entries(getTableColumns(table));
  const pairs = columns.map(([key, { name }]) => sql`${sql.raw(`'${key}'`)}, r.${sql.identifier(name)}`);
  return sql`(
    select coalesce(jsonb_agg(jsonb_build_object(${sql.join(pairs, sql`, `)}) order by r.${sql.identifier(order)}), '[]')
    from ${table} r where r.order_id = "orders"."id")`;
}
