import { shopEvent } from "@shopeasy/contracts/events";
import { FulfilmentId, type OrderId } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { Conflict } from "@shopeasy/platform/errors";
import { answerOnce } from "@shopeasy/platform/idempotency/answer-once";
import { fingerprint } from "@shopeasy/platform/idempotency/key-rules";
import { finishing, type IdempotentRequest } from "@shopeasy/platform/idempotency/requests";
import { newId } from "@shopeasy/platform/ids";
import { announce } from "@shopeasy/platform/outbox/announce";
import { fulfilments } from "../db/schema";
import type { Deps } from "../deps";
import { changeOrder } from "../orders/change-order";
import { lockOrder, piecesOf, standingOf } from "../orders/lock-order";
import { type OrderStatus, statusAfter } from "../orders/order-rules";
import { allLeft, leftToShip, requireLeft } from "../orders/piece-rules";
import { note } from "../orders/timeline";
import { requireUndisputed } from "../refunds/require-undisputed";
import type { FulfilOrder } from "./fulfilment-schemas";
import { presentFulfilment } from "./present-fulfilment";

const shippable: readonly OrderStatus[] = ["paid", "partially-fulfilled", "partially-refunded"];

type FulfilDeps = Pick<Deps, "database" | "clock" | "logger" | "counts">;

export interface FulfilmentRequest {
  orderId: OrderId;
  staffId: string;
  /** Of the request, where it has one: the same key and input make one parcel. */
  key: string | undefined;
  input: FulfilOrder;
}

/**
 * Ships some of an order, or all that is left of it, once for a key. No piece is shipped twice, nor one that was
 * refunded before.
 * @throws Conflict `invalid-transition` where nothing can be shipped, `quantity-exceeded` for more than is left,
 * `payment-disputed`; InvalidInput for what was not ordered; NotFound, and what `answerOnce` throws
 */
export async function fulfilOrder(deps: FulfilDeps, { orderId, staffId, key, input }: FulfilmentRequest) {
  if (key === undefined) return { body: await ship(deps, { orderId, input }), replayed: false };
  const scope = `fulfilments:${staffId}`;
  const request = { scope, key, fingerprint: fingerprint({ orderId, ...input }) };
  // A run that died before its parcel was written has kept no answer, and left nothing: it is simply run again.
  return answerOnce(deps.database.db, request, async () => ({
    status: 201,
    body: await ship(deps, { orderId, input, request }),
    isKept: true,
  }));
}

async function ship(
  { database, clock, logger, counts }: FulfilDeps,
  { orderId, input, request }: { orderId: OrderId; input: FulfilOrder; request?: IdempotentRequest },
) {
  const shippedAt = clock.now();
  const { carrier, trackingNumber } = input;
  const { parcel, complete } = await database.db.transaction(async (tx) => {
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
    await requireUndisputed(tx, orderId);
    const items = input.items ?? left;
    requireLeft(pieces, items, leftToShip, {
      code: "quantity-exceeded",
      detail: "So many of these are not left to be shipped.",
    });

    const id = FulfilmentId.parse(newId());
    const fulfilment = { id, orderId, carrier, trackingNumber, items, shippedAt, deliveredAt: null };
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
        fulfilmentId: id,
        lines: items,
        complete: isComplete,
      }),
    ]);
    const parcel = presentFulfilment(fulfilment);
    if (request) await keepAnswer(tx, request, parcel);
    return { parcel, complete: isComplete };
  });
  counts.parcelBecame("shipped");
  logger.info("order.fulfilled", { orderId, fulfilmentId: parcel.id, complete });
  return parcel;
}

/** With its parcel, or neither: a run that was taken for dead and was but slow ships nothing beside the next one. */
async function keepAnswer(tx: Tx, request: IdempotentRequest, body: object): Promise<void> {
  const { count } = await tx.execute(finishing(request, { status: 201, body }));
  if (count === 1) return;
  throw new Conflict("request-in-progress", "Another request with this idempotency key has just ended.");
}
