import type { Sku } from "@shopeasy/contracts/ids";

/** So many of a SKU. */
export interface Pieces {
  sku: Sku;
  quantity: number;
}
