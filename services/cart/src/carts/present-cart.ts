import type { Sku } from "@shopeasy/contracts/ids";
import { Unavailable } from "@shopeasy/platform/errors";
import type { Deps } from "../deps";
import type { Cart } from "./cart";
import type { CartView } from "./cart-schemas";
import { type TodaysVariants, viewOf } from "./view-rules";

/** The cart as its customer sees it. While catalog is down it tells what was last known. */
export async function presentCart(
  deps: Pick<Deps, "variants">,
  cart: Cart,
  cut?: ReadonlySet<Sku>,
): Promise<CartView> {
  const today = await todaysVariants(
    deps,
    cart.lines.map(({ sku }) => sku),
  );
  return viewOf(cart, today, cut);
}

/** What catalog says of these SKUs, or null while it is down. */
export async function todaysVariants(
  { variants }: Pick<Deps, "variants">,
  skus: readonly Sku[],
): Promise<TodaysVariants> {
  try {
    return await variants.find(skus);
  } catch (error) {
    if (error instanceof Unavailable) return null;
    throw error;
  }
}
