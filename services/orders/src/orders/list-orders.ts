import { OrderId, UserId } from "@shopeasy/contracts/ids";
import { isStaff, type UserPrincipal } from "@shopeasy/platform/auth/principal";
import { decodeCursor, encodeCursor } from "@shopeasy/platform/pagination/cursor";
import { and, desc, eq, gte, lt, type SQL } from "drizzle-orm";
import { z } from "zod";
import { orders } from "../db/schema";
import type { Deps } from "../deps";
import { loadOrders } from "./load-orders";
import type { OrderStatus } from "./order-rules";
import { presentOrder } from "./present-order";

const Cursor = z.strictObject({ id: OrderId });

export interface OrderFilter {
  limit: number;
  cursor?: string | undefined;
  status?: OrderStatus | undefined;
  email?: string | undefined;
  number?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** A customer's own orders, or for staff everybody's; newest first. */
export async function listOrders(
  { database }: Pick<Deps, "database">,
  principal: UserPrincipal,
  filter: OrderFilter,
) {
  const conditions: (SQL | undefined)[] = [
    isStaff(principal) ? undefined : eq(orders.customerId, UserId.parse(principal.userId)),
    filter.cursor === undefined ? undefined : lt(orders.id, decodeCursor(Cursor, filter.cursor).id),
    filter.status && eq(orders.status, filter.status),
    filter.email === undefined ? undefined : eq(orders.email, filter.email),
    filter.number === undefined ? undefined : eq(orders.number, filter.number),
    filter.from === undefined ? undefined : gte(orders.placedAt, new Date(filter.from)),
    filter.to === undefined ? undefined : lt(orders.placedAt, new Date(filter.to)),
  ];
  const found = await database.db
    .select({ id: orders.id })
    .from(orders)
    .where(and(...conditions))
    .orderBy(desc(orders.id))
    .limit(filter.limit + 1);
  const ids = found.slice(0, filter.limit).map(({ id }) => id);
  const last = ids.at(-1);
  const items = (await loadOrders(database.db, ids)).map(presentOrder);
  return { items, nextCursor: found.length > filter.limit && last ? encodeCursor({ id: last }) : null };
}
