import { shopEvent } from "@shopeasy/contracts/events";
import { ReturnId } from "@shopeasy/contracts/ids";
import { Conflict } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { announce } from "@shopeasy/platform/outbox/announce";
import { returns } from "../db/schema";
import type { Deps } from "../deps";
import { changeOrder } from "../orders/change-order";
import { type LockedOrder, lockOrder, piecesOf } from "../orders/lock-order";
import { admit, type OrderCaller } from "../orders/order-access";
import { type LinePieces, leftToReturn, requireLeft } from "../orders/piece-rules";
import { note } from "../orders/timeline";
import { presentReturn } from "./present-return";
import { inWindow, returnDays, returnSteps } from "./return-rules";
import type { RequestReturn } from "./return-schemas";

/**
 * Asks to send pieces back that were shipped, and were neither returned nor refunded before.
 * @throws Conflict `invalid-transition` where nothing was shipped, `quantity-exceeded`, `return-window-over`;
 * InvalidInput for what was not ordered; NotFound, Unauthorized
 */
export async function requestReturn(
  deps: Pick<Deps, "database" | "clock" | "logger" | "counts" | "guestTokenSecret">,
  { caller, input }: { caller: OrderCaller; input: RequestReturn },
) {
  await admit(deps, caller);
  const now = deps.clock.now();
  const orderId = caller.id;
  const asked = await deps.database.db.transaction(async (tx) => {
    const locked = await lockOrder(tx, orderId);
    requireReturnable(locked, input, now);
    const { items, reason } = input;
    const state = { status: "requested", requestedAt: now, changedAt: now } as const;
    const made = { id: ReturnId.parse(newId()), orderId, items, reason, ...state };
    await tx.insert(returns).values(made);
    const { order } = locked;
    const version = await changeOrder(tx, order, {}, now);
    await note(tx, orderId, { at: now, ...returnSteps.requested });
    const about = { id: newId(), occurredAt: now, aggregateId: orderId, aggregateVersion: version };
    const { number, customerId } = order;
    const told = { orderId, number, customerId, returnId: made.id, status: made.status };
    await announce(tx, [shopEvent("order.return-changed", about, told)]);
    return presentReturn(made, undefined, order.currency);
  });
  deps.counts.returnBecame("requested");
  deps.logger.info("order.return-requested", { orderId, returnId: asked.id });
  return asked;
}

function requireReturnable(locked: LockedOrder, { items }: RequestReturn, now: Date): void {
  const pieces = piecesOf(locked);
  const { status } = locked.order;
  if (status === "cancelled" || pieces.every(({ shipped }) => shipped === 0)) {
    throw new Conflict("invalid-transition", `Nothing of an order that is ${status} can be returned.`);
  }
  requireLeft(pieces, items, leftToReturn, {
    code: "quantity-exceeded",
    detail: "So many of these were not shipped, or went back before.",
  });
  const stillReturnable = (line: LinePieces) =>
    Math.min(leftToReturn(line), inWindow(line.sku, locked.fulfilments, now));
  requireLeft(pieces, items, stillReturnable, {
    code: "return-window-over",
    detail: `Pieces can be returned for ${returnDays} days after their delivery.`,
  });
}
