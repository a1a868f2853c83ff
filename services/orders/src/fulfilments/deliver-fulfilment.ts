import { shopEvent } from "@shopeasy/contracts/events";
import type { FulfilmentId, OrderId } from "@shopeasy/contracts/ids";
import { Conflict, InvalidInput, NotFound } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { announce } from "@shopeasy/platform/outbox/announce";
import { eq } from "drizzle-orm";
import { fulfilments } from "../db/schema";
import type { Deps } from "../deps";
import { changeOrder } from "../orders/change-order";
import { lockOrder, standingOf } from "../orders/lock-order";
import { statusAfter } from "../orders/order-rules";
import { note } from "../orders/timeline";
import { presentFulfilment } from "./present-fulfilment";

/** A carrier's clock may be ahead of ours. */
const clocksDifferMs = 5 * 60_000;

export interface Delivery {
  orderId: OrderId;
  fulfilmentId: FulfilmentId;
  deliveredAt: Date;
}

/**
 * Writes down that a parcel has arrived, once; said again with the same time it is answered again.
 * @throws InvalidInput for a time before the order was placed or in the future; Conflict `invalid-transition` for another time
 * than was said before; NotFound
 */
export async function deliverFulfilment(
  { database, clock, logger, counts }: Pick<Deps, "database" | "clock" | "logger" | "counts">,
  { orderId, fulfilmentId, deliveredAt }: Delivery,
) {
  const now = clock.now();
  const { parcel, isNews } = await database.db.transaction(async (tx) => {
    const locked = await lockOrder(tx, orderId);
    const { order } = locked;
    const known = locked.fulfilments.find(({ id }) => id === fulfilmentId);
    if (!known) throw new NotFound("fulfilment-not-found", "The order has no such fulfilment.");
    if (known.deliveredAt?.getTime() === deliveredAt.getTime()) return { parcel: known, isNews: false };
    if (known.deliveredAt) {
      throw new Conflict("invalid-transition", "The parcel was delivered at another time already.");
    }
    requireSensible(deliveredAt, order.placedAt, now);

    const delivered = { ...known, deliveredAt };
    await tx.update(fulfilments).set({ deliveredAt }).where(eq(fulfilments.id, fulfilmentId));
    const parcels = locked.fulfilments.map((each) => (each.id === fulfilmentId ? delivered : each));
    const after = standingOf({ ...locked, fulfilments: parcels });
    const version = await changeOrder(tx, order, { status: statusAfter("delivered", after) }, now);
    const complete = after.fulfilment === "delivered";
    await note(tx, orderId, {
      at: now,
      type: complete ? "delivered" : "partially-delivered",
      detail: complete ? "The order was delivered." : `A parcel with ${known.carrier} was delivered.`,
    });
    const about = { id: newId(), occurredAt: now, aggregateId: orderId, aggregateVersion: version };
    const { number, customerId } = order;
    await announce(tx, [
      shopEvent("order.delivered", about, { orderId, number, customerId, fulfilmentId, complete }),
    ]);
    return { parcel: delivered, isNews: true };
  });
  if (isNews) counts.parcelBecame("delivered");
  if (isNews) logger.info("order.delivered", { orderId, fulfilmentId });
  return presentFulfilment(parcel);
}

/** A parcel may have left, and arrived, before staff wrote it down as shipped. */
function requireSensible(deliveredAt: Date, placedAt: Date, now: Date): void {
  const message =
    deliveredAt < placedAt
      ? "must not be before the order was placed"
      : deliveredAt.getTime() > now.getTime() + clocksDifferMs
        ? "must not be in the future"
        : null;
  if (message) throw new InvalidInput([{ path: "deliveredAt", message }]);
}
