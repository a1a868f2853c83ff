import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { ShopEvent } from "@shopeasy/contracts/events";
import type { CartId } from "@shopeasy/contracts/ids";
import { annotate } from "@shopeasy/platform/tracing/tracing";
import type { Cart } from "../carts/cart";
import { isAlive, withLines } from "../carts/cart-rules";
import { epochSeconds } from "../db/cart-item";
import type { AlsoWritten } from "../db/replace-carts";
import { untilWritten } from "../db/until-written";
import { splitUnsent, withAllUnsent, withoutOrdered } from "./ordered-rules";
import { type TakeOutCalls, type TakeOutDeps, takeOutCalls } from "./take-out-calls";

/** Longer than a message can wait in a queue and then in its dead-letter queue, 14 days each. */
const rememberedMs = 30 * 86_400_000;

interface TakenOut {
  /** Of which the stream is to be told now: their items say nothing of it, for the event comes again after a crash. */
  toTell: readonly Cart[];
  /** As it was written; null where nothing was to be taken out. */
  written: Cart | null;
}

/**
 * Takes what was ordered, and just that, out of the cart, once for an event, and tells the stream. A cart that is gone
 * is none to change. Who has many events at once gives the same calls for all.
 */
export async function takeOutOrdered(
  deps: TakeOutDeps,
  event: ShopEvent<"order.paid">,
  calls: TakeOutCalls = takeOutCalls(deps),
): Promise<void> {
  const { orderId, lines } = event.data;
  annotate("order_id", orderId);
  let isFirstTry = true;
  const { toTell, written } = await untilWritten(async (): Promise<TakenOut | false> => {
    // The mark's own condition refuses an event that was handled: only then it is asked for.
    if (!isFirstTry && (await wasHandled(deps, event.id))) {
      return { toTell: await readToTellAgain(calls, event), written: null };
    }
    isFirstTry = false;
    return tryToTakeOut(deps, event, calls);
  });
  await Promise.all(toTell.map(calls.tell));
  if (!written) return;
  deps.changes.announce(written);
  deps.logger.info("cart.ordered-items-taken-out", { orderId, lines: lines.length });
}

async function tryToTakeOut(
  deps: TakeOutDeps,
  { id: eventId, data }: ShopEvent<"order.paid">,
  { read, replace }: TakeOutCalls,
): Promise<TakenOut | false> {
  const now = deps.clock.now();
  const before = (await readWithJoined(read, data.cartId)).at(-1) ?? null;
  const handled = handledMark(deps, eventId, now);
  const lines = isAlive(before, now) ? withoutOrdered(before.lines, data.lines) : null;
  if (!before || !lines || lines === before.lines) {
    return (await replace([], [handled])) && { toTell: [], written: null };
  }
  // With all that it was put on the coupon has done its work, too.
  const coupon = lines.length > 0 ? before.coupon : null;
  const { toTell, toStore } = splitUnsent({ ...withLines(before, lines, now), coupon });
  return (await replace([{ before, after: toStore }], [handled])) && { toTell: [toTell], written: toStore };
}

/** The cart; and after it the customer's that it has joined since, with the ordered lines. */
async function readWithJoined(read: TakeOutCalls["read"], id: CartId): Promise<Cart[]> {
  const cart = await read(id);
  const joined = cart?.joined ? await read(cart.joined.cartId) : null;
  return [cart, joined].filter((one) => one !== null);
}

/** Whoever handled the event may have died before the stream was told, and the cart may have joined another since. */
async function readToTellAgain({ read }: TakeOutCalls, { data }: ShopEvent<"order.paid">): Promise<Cart[]> {
  const carts = await readWithJoined(read, data.cartId);
  return carts.map((cart) => withAllUnsent(cart, data.lines));
}

const keyOf = (eventId: string) => ({ pk: `handled#${eventId}` });

async function wasHandled({ dynamo, cartsTable }: TakeOutDeps, eventId: string): Promise<boolean> {
  const mark = new GetCommand({ TableName: cartsTable, Key: keyOf(eventId), ConsistentRead: true });
  return (await dynamo.send(mark)).Item !== undefined;
}

/** Commits with the change, so that an event has its effect once however often it comes. */
function handledMark({ cartsTable }: TakeOutDeps, eventId: string, now: Date): AlsoWritten {
  const expiresAt = epochSeconds(new Date(now.getTime() + rememberedMs));
  return {
    Put: {
      TableName: cartsTable,
      Item: { ...keyOf(eventId), expiresAt },
      ConditionExpression: "attribute_not_exists(pk)",
    },
  };
}
