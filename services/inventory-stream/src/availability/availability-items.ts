import type { Sku } from "@shopeasy/contracts/ids";
import { z } from "zod";

const count = z.int().min(0);

/** What is known of a SKU, as it is stored. `revision` grows with each write, also of one of its carts. */
export const SkuItem = z.object({
  available: z.int().nullable(),
  stockVersion: z.int(),
  inCarts: z.record(z.string(), count),
  revision: count,
});

/** What is known of a SKU in one cart. */
export const CartItem = z.object({
  cart: z.string(),
  quantity: count,
  version: count,
  hour: count,
  expiresAt: count,
});

/** No SKU has a `#` in it, so these can't be mistaken for each other. */
export const skuKey = (sku: Sku) => ({ pk: `sku#${sku}` });
export const cartKey = (sku: Sku, cart: string) => ({ pk: `cart#${cart}#${sku}` });
