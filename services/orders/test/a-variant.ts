import { ProductId, Sku } from "@shopeasy/contracts/ids";
import type { SellableVariant } from "@shopeasy/contracts/internal/catalog";

/** What catalog tells of a SKU. */
export const aVariant = (
  wanted: Partial<Omit<SellableVariant, "sku">> & { sku: string },
): SellableVariant => ({
  productId: ProductId.parse("0190a000-0000-7000-8000-000000000001"),
  slug: "a-thing",
  name: "A thing",
  options: {},
  image: null,
  price: { amount: 1_000, currency: "USD" },
  available: 99,
  weightGrams: 100,
  categoryPath: ["Home"],
  categories: ["home"],
  ...wanted,
  sku: Sku.parse(wanted.sku),
});
