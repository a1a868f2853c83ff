import type { Publish } from "@shopeasy/platform/events/event";
import { newId } from "@shopeasy/platform/ids";
import type { Cart } from "../carts/cart";
import type { CartTable } from "../db/cart-item";
import { markSent } from "../db/pending-carts";
import { changeEvents } from "./change-rules";

/** The carts, and the stream that is told of them. */
export interface ToldCarts extends CartTable {
  publish: Publish;
}

/**
 * Tells the stream what it does not know of these carts, and gives how many of them have no more to tell. Telling
 * twice does no harm: what is told is absolute.
 */
export async function publishChanges(deps: ToldCarts, carts: readonly Cart[]): Promise<number> {
  const told = carts.map((cart) => ({ cart, events: changeEvents(cart, newId) }));
  const failed = await deps.publish(told.flatMap(({ events }) => events.map((event) => ({ event }))));
  const sent = told.filter(({ events }) => !events.some(({ id }) => failed.has(id)));
  const marked = await Promise.all(sent.map(({ cart }) => markSent(deps, cart)));
  return marked.filter(Boolean).length;
}
