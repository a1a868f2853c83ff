import type { ProductId, UserId } from "@shopeasy/contracts/ids";
import { DealingItem, dealingKey } from "../customers/customer-items";
import type { Found } from "../db/read-items";
import type { Deps } from "../deps";
import { summaryKey } from "../reviews/review-items";

/**
 * Whether there is such a product. One that has ratings, or that this customer bought, is known without asking: both
 * are looked for in what was found.
 * @throws Unavailable when catalog would have to say, and is away: the queue brings the review again
 */
export async function isKnownProduct(
  { knownProducts }: Pick<Deps, "knownProducts">,
  found: Found,
  productId: ProductId,
  customerId: UserId,
): Promise<boolean> {
  const dealing = DealingItem.optional().parse(found(dealingKey(customerId, productId)));
  if (found(summaryKey(productId)) || dealing?.paidAt) return true;
  return knownProducts.has(productId);
}
