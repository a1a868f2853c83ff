import type { Sku } from "@shopeasy/contracts/ids";
import { lookUpVariants, type SellableVariant } from "@shopeasy/contracts/internal/catalog";
import type { InternalClient } from "@shopeasy/platform/internal-client/call-definition";
import { currency } from "../carts/cart-rules";

interface Remembered {
  variant: Promise<SellableVariant | undefined>;
  until: number;
}

/** Prices and stock may be this old in a cart; the checkout asks anew. */
const rememberedMs = 1_500;
const mostRemembered = 20_000;
/** As many as catalog takes in one call. */
const mostInACall = 100;
/** A page must not wait for long; without catalog it shows what was last seen. */
const deadlineMs = 1_000;

/** What can be sold of a SKU, as catalog says: remembered for a moment, and asked for once however many want it. */
export class VariantLookup {
  readonly #client: Pick<InternalClient, "call">;
  readonly #remembered = new Map<Sku, Remembered>();

  constructor(client: Pick<InternalClient, "call">) {
    this.#client = client;
  }

  /**
   * Those of these that are sold now, in the carts' currency.
   * @throws Unavailable `upstream-unavailable` while catalog is down
   */
  async find(skus: readonly Sku[]): Promise<Map<Sku, SellableVariant>> {
    const now = performance.now();
    const known = new Map(skus.map((sku) => [sku, this.#recall(sku, now)]));
    const missing = [...known.keys()].filter((sku) => known.get(sku) === undefined);
    for (let start = 0; start < missing.length; start += mostInACall) {
      for (const [sku, variant] of this.#ask(missing.slice(start, start + mostInACall), now))
        known.set(sku, variant);
    }
    const variants = await Promise.all(known.values());
    return new Map(variants.flatMap((variant) => (variant ? [[variant.sku, variant]] : [])));
  }

  #recall(sku: Sku, now: number): Remembered["variant"] | undefined {
    const found = this.#remembered.get(sku);
    return found && found.until > now ? found.variant : undefined;
  }

  #ask(skus: readonly Sku[], now: number): [Sku, Remembered["variant"]][] {
    const answer = this.#client
      .call(lookUpVariants, { body: { skus: [...skus] } }, { deadlineMs })
      // A cart is in one currency, as its order is: what is priced in another can't be had with it.
      .then(({ variants }) => variants.filter(({ price }) => price.currency === currency))
      .then((variants) => new Map(variants.map((variant) => [variant.sku, variant])));
    return skus.map((sku) => {
      const variant = answer.then((variants) => variants.get(sku));
      this.#remember(sku, { variant, until: now + rememberedMs });
      return [sku, variant];
    });
  }

  #remember(sku: Sku, entry: Remembered): void {
    this.#remembered.delete(sku);
    this.#remembered.set(sku, entry);
    entry.variant.catch(() => {
      if (this.#remembered.get(sku) === entry) this.#remembered.delete(sku);
    });
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= mostRemembered) break;
      this.#remembered.delete(oldest);
    }
  }
}
