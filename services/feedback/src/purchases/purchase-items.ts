import type { ProductId, UserId } from "@shopeasy/contracts/ids";

/** Where it is kept that a customer bought a product. */
export const purchaseKey = (customerId: UserId, productId: ProductId) => ({
  pk: `customer#${customerId}`,
  sk: `purchase#${productId}`,
});
