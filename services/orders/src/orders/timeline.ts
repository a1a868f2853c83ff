import type { OrderId } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { orderTimeline } from "../db/schema";

/** What an order's customer reads of something that happened to it. */
export interface Step {
  at: Date;
  type: string;
  detail: string;
}

/**
 * Adds to what an order's customer reads of it. Only for one who holds the order's row: so the ids of one order's steps
 * become visible in their order, and who has read up to one of them misses none.
 */
export async function note(tx: Db, orderId: OrderId, { at, type, detail }: Step): Promise<void> {
  await tx.insert(orderTimeline).values({ orderId, at, type, detail });
}
