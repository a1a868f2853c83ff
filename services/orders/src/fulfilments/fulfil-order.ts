import { shopEvent } from "@shopeasy/contracts/events";
import { FulfilmentId, type OrderId } from "@shopeasy/contracts/ids";
import { Conflict } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { announce } from "@shopeasy/platform/outbox/announce";
import { fulfilments } from "../db/schema";
import type { Deps } from "../deps";
import { changeOrder } from "../orders/change-order";
import { lockOrder, piecesOf, standingOf } from "../orders/lock-order";
import { type OrderStatus, statusAfter } from "../orders/order-rules";
import { allLeft, leftToShip, requireLeft } from "../orders/piece-rules";
import { note } from "../orders/timeline";
import type { FulfilOrder } from "./fulfilment-schemas";
import { presentFulfilment } from "./present-fulfilment";

const shippable: readonly OrderStatus[] = ["paid", "partially-fulfilled", "partially-refunded"];

/**
 * Ships some of an order, or all that is left of it. No piece is shipped twice, nor one that was refunded before.
 * @throws Conflict `invalid-transition` where nothing can be shipped, `quantity-exceeded` for more than is left;
 * InvalidInput for what was not ordered; NotFound
 */
export async function fulfilOrder(
  { database, clock, logger, counts }: Pick<Deps, "database" | "clock" | "logger" | "counts">,
  { orderId, input }: { orderId: OrderId; input: FulfilOrder },
) {
  const shippedAt = clock.now();
  const { carrier, trackingNumber } = input;
  const { made, complete } = await database.db.transaction(async (tx) => {
    const locked = await lockOrder(tx, orderId);
    const { order } = locked;
    const pieces = piecesOf(locked);
    const left = allLeft(pieces, leftToShip);
    if (!shippable.includes(order.status) || left.length === 0) {
      throw new Conflict(
        "invalid-transition",
        `Nothing of an order that is ${order.status} can be shipped now.`,
      );
    }
    const items = input.items ?? left;
    requireLeft(pieces, items, leftToShip, {
      code: "quantity-exceeded",
      detail: "So many of these are not left to be shipped.",
    });

    const parcel = { carrier, trackingNumber, items, shippedAt, deliveredAt: null };
    const fulfilment = { id: FulfilmentId.parse(newId()), orderId, ...parcel };
    await tx.insert(fulfilments).values(fulfilment);
    const after = standingOf({ ...locked, fulfilments: [...locked.fulfilments, fulfilment] });
    const status = statusAfter("shipped", after);
    const isComplete = after.fulfilment !== "part";
    const version = await changeOrder(tx, order, { status }, shippedAt);
    await note(tx, orderId, {
      at: shippedAt,
      type: isComplete ? "fulfilled" : "partially-fulfilled",
      detail: `${isComplete ? "All that was left of the order" : "A part of the order"} was shipped with ${carrier}.`,
    });
    const about = { id: newId(), occurredAt: shippedAt, aggregateId: orderId, aggregateVersion: version };
    await announce(tx, [
      shopEvent("order.fulfilled", about, {
        orderId,
        number: order.number,
        customerId: order.customerId,
        fulfilmentId: fulfilment.id,
        lines: items,
        complete: isComplete,
      }),
    ]);
    return { made: fulfilment, complete: isComplete };
  });
  counts.parcelBecame("shipped");
  logger.info("order.fulfilled", { orderId, fulfilmentId: made.id, complete });
  return presentFulfilment(made);
}
