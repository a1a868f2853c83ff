import type { Publish } from "@shopeasy/platform/events/event";
import { newId } from "@shopeasy/platform/ids";
import type { Cart } from "../carts/cart";
import type { CartTable } from "../db/cart-item";
import { changeEvents, type Told } from "./change-rules";

/** The carts, and the stream that is told of them. */
export interface ToldCarts extends CartTable {
  publish: Publish;
}

/** A cart, and what the stream knows of it already. */
export interface CartToTell {
  cart: Cart;
  told?: Told;
  /** Of the request that changed it. */
  traceHeader?: string | undefined;
}

/**
 * Tells the stream what it does not know of these carts, and gives those of which it could not be told all. Telling
 * twice does no harm: what is told is absolute.
 */
export async function publishChanges<Telling extends CartToTell>(
  { publish }: Pick<ToldCarts, "publish">,
  carts: readonly Telling[],
): Promise<Set<Telling>> {
  const tellings = carts.map((telling) => ({
    telling,
    events: changeEvents(telling.cart, newId, telling.told),
  }));
  const failed = await publish(
    tellings.flatMap(({ events, telling: { traceHeader } }) =>
      events.map((event) => ({ event, traceHeader })),
    ),
  );
  const left = tellings.filter(({ events }) => events.some(({ id }) => failed.has(id)));
  return new Set(left.map(({ telling }) => telling));
}
