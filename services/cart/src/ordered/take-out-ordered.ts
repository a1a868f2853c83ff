import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { ShopEvent } from "@shopeasy/contracts/events";
import type { CartId } from "@shopeasy/contracts/ids";
import { annotate } from "@shopeasy/platform/tracing/tracing";
import type { Cart } from "../carts/cart";
import { isAlive, withLines } from "../carts/cart-rules";
import { epochSeconds } from "../db/cart-item";
import { readCart } from "../db/read-cart";
import { type AlsoWritten, replaceCarts } from "../db/replace-carts";
import { untilWritten } from "../db/until-written";
import type { Deps } from "../deps";
import { withoutOrdered } from "./ordered-rules";

type Needed = Pick<Deps, "dynamo" | "cartsTable" | "clock" | "changes" | "logger">;

/** Longer than a message can wait in a queue and then in its dead-letter queue, 14 days each. */
const rememberedMs = 30 * 86_400_000;

/**
 * Takes what was ordered, and just that, out of the cart; once for an event. A cart that is gone is none to change. Who
 * has many events at once gives a `read` that reads their carts together.
 */
export async function takeOutOrdered(
  deps: Needed,
  { id: eventId, data }: ShopEvent<"order.paid">,
  read = (id: CartId) => readCart(deps, id),
): Promise<void> {
  annotate("order_id", data.orderId);
  let isFirstTry = true;
  const cart = await untilWritten(async () => {
    // The mark's own condition refuses an event that was handled: only then it is asked for.
    if (!isFirstTry && (await wasHandled(deps, eventId))) return null;
    isFirstTry = false;
    const now = deps.clock.now();
    const before = await readJoined(read, data.cartId);
    const handled = handledMark(deps, eventId, now);
    const lines = isAlive(before, now) ? withoutOrdered(before.lines, data.lines) : null;
    if (!before || !lines || lines === before.lines) {
      return (await replaceCarts(deps, [], [handled])) && null;
    }
    // With all that it was put on the coupon has done its work, too.
    const coupon = lines.length > 0 ? before.coupon : null;
    const after = { ...withLines(before, lines, now), coupon };
    return (await replaceCarts(deps, [{ before, after }], [handled])) && after;
  });
  if (!cart) return;
  deps.changes.announce(cart);
  deps.logger.info("cart.ordered-items-taken-out", { orderId: data.orderId, lines: data.lines.length });
}

/** The cart; or the customer's that it has joined since, with the ordered lines. */
async function readJoined(read: (id: CartId) => Promise<Cart | null>, id: CartId): Promise<Cart | null> {
  const cart = await read(id);
  return cart?.joined ? read(cart.joined.cartId) : cart;
}

const keyOf = (eventId: string) => ({ pk: `handled#${eventId}` });

async function wasHandled({ dynamo, cartsTable }: Needed, eventId: string): Promise<boolean> {
  const mark = new GetCommand({ TableName: cartsTable, Key: keyOf(eventId), ConsistentRead: true });
  return (await dynamo.send(mark)).Item !== undefined;
}

/** Commits with the change, so that an event has its effect once however often it comes. */
function handledMark({ cartsTable }: Needed, eventId: string, now: Date): AlsoWritten {
  const expiresAt = epochSeconds(new Date(now.getTime() + rememberedMs));
  return {
    Put: {
      TableName: cartsTable,
      Item: { ...keyOf(eventId), expiresAt },
      ConditionExpression: "attribute_not_exists(pk)",
    },
  };
}
