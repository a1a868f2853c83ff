import type { Sku } from "@shopeasy/contracts/ids";
import { z } from "zod";

const count = z.int().min(0);

/** What is known of a SKU in one cart. */
export const CartItem = z.object({
  cart: z.string(),
  quantity: count,
  version: count,
  hour: count,
  expiresAt: count,
});

/** No SKU has a `#` in it, so this can't be mistaken for another, nor for the SKU's own. */
export const cartKey = (sku: Sku, cart: string) => ({ pk: `cart#${cart}#${sku}` });
