import type { Sku } from "@shopeasy/contracts/ids";
import type { SellableVariant } from "@shopeasy/contracts/internal/catalog";
import { NotFound } from "@shopeasy/platform/errors";
import { upstreamUnavailable } from "@shopeasy/platform/internal-client/upstream-faults";
import type { Deps } from "../deps";

/**
 * What is to be put into a cart, as catalog says or last said.
 * @throws NotFound `unknown-sku`; Unavailable where catalog is down and the SKU was not asked for before
 */
export async function requireVariant(
  { variants }: Pick<Deps, "variants">,
  sku: Sku,
): Promise<SellableVariant> {
  const variant = (await variants.find([sku])).get(sku);
  if (variant) return variant;
  if (variant === null) throw new NotFound("unknown-sku", "There is no such article.", { sku });
  throw upstreamUnavailable("Nothing is known of a SKU, and catalog is away");
}
