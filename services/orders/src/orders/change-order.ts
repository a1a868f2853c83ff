import type { Db } from "@shopeasy/platform/database/connect";
import { Conflict } from "@shopeasy/platform/errors";
import { and, eq } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { orders } from "../db/schema";
import { mayBecome } from "./order-rules";

type KnownOrder = Pick<typeof orders.$inferSelect, "id" | "status" | "version">;
type Changes = Omit<PgUpdateSetSource<typeof orders>, "status" | "version" | "updatedAt"> &
  Partial<Pick<KnownOrder, "status">>;

/**
 * Changes an order that is still as the caller knows it, and gives its new version. The one door to an order's status.
 * @throws Conflict `invalid-transition` for a status that may not follow; `request-in-progress` for an order that
 * somebody else has changed, or has taken up, since it was read
 */
export async function changeOrder(db: Db, order: KnownOrder, changes: Changes, now: Date): Promise<number> {
  const changed = await orderChange(db, order, changes, now);
  if (changed.length === 0) throw overtaken();
  return order.version + 1;
}

/**
 * What `changeOrder` sends, as a part of a statement that does more: it gives a row where the order was changed.
 * @throws Conflict `invalid-transition`
 */
export function orderChange(db: Db, { id, status, version }: KnownOrder, changes: Changes, now: Date) {
  const next = changes.status ?? status;
  if (next !== status && !mayBecome(status, next)) {
    throw new Conflict("invalid-transition", `An order that is ${status} can't become ${next}.`);
  }
  return db
    .update(orders)
    .set({ ...changes, version: version + 1, updatedAt: now })
    .where(and(eq(orders.id, id), eq(orders.version, version)))
    .returning({ version: orders.version });
}

/** Of an order that is no longer as the caller knows it. */
export const overtaken = () =>
  new Conflict("request-in-progress", "The order is being worked on: ask again in a moment.");
