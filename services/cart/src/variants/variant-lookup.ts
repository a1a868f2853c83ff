import type { Sku } from "@shopeasy/contracts/ids";
import { lookUpVariants, type SellableVariant } from "@shopeasy/contracts/internal/catalog";
import { Unavailable } from "@shopeasy/platform/errors";
import { GatheredCalls } from "@shopeasy/platform/gathered-calls";
import type { InternalClient } from "@shopeasy/platform/internal-client/call-definition";
import { LRUCache } from "lru-cache";
import { currency } from "../carts/cart-rules";

/** What catalog says of SKUs, or last said while it is away: null of what is not sold; nothing of what is not known. */
export type KnownVariants = ReadonlyMap<Sku, SellableVariant | null>;

interface Remembered {
  variant: SellableVariant | null;
  /** When it was asked for, by performance.now(). */
  askedAt: number;
}

/** Prices and stock may be this old in a cart; the checkout asks anew. */
const currentMs = 1_500;
/** What was known when catalog went away serves this long. */
const servesMs = 3_600_000;
const mostRemembered = 20_000;
/** As many as catalog takes in one call. */
const mostInACall = 100;
/** A page must not wait for long: without catalog it shows what was last known. */
const deadlineMs = 1_500;
/** After a call that failed, nobody waits for another one for so long. */
const respiteMs = 500;

/** What can be sold of a SKU, as catalog says: remembered for a moment, and asked for once however many want it. */
export class VariantLookup {
  readonly #client: Pick<InternalClient, "call">;
  readonly #remembered = new LRUCache<Sku, Remembered>({ max: mostRemembered });
  readonly #asking = new Map<Sku, Promise<void>>();
  /** Of as many carts as want them just then. */
  readonly #calls = new GatheredCalls((skus: readonly Sku[]) => this.#call(skus), { forMs: 0, mostInACall });
  #awayUntil = 0;

  constructor(client: Pick<InternalClient, "call">) {
    this.#client = client;
  }

  /** What is known of these. */
  async find(skus: readonly Sku[]): Promise<KnownVariants> {
    const now = performance.now();
    const asked = new Set<Promise<void>>();
    for (const sku of skus) {
      const known = this.#remembered.get(sku);
      if ((known && known.askedAt + currentMs > now) || now < this.#awayUntil) continue;
      asked.add(this.#asking.get(sku) ?? this.#ask(sku));
    }
    if (asked.size > 0) await Promise.all(asked);

    const found = new Map<Sku, SellableVariant | null>();
    for (const sku of skus) {
      const known = this.#remembered.get(sku);
      if (known && known.askedAt + servesMs > now) found.set(sku, known.variant);
    }
    return found;
  }

  #ask(sku: Sku): Promise<void> {
    const asked = this.#calls.ask(sku);
    this.#asking.set(sku, asked);
    return asked;
  }

  async #call(skus: readonly Sku[]): Promise<void> {
    const askedAt = performance.now();
    try {
      const { variants } = await this.#client.call(
        lookUpVariants,
        { body: { skus: [...skus] } },
        { deadlineMs },
      );
      const sold = new Map(variants.map((variant) => [variant.sku, variant]));
      for (const sku of skus) {
        this.#remembered.set(sku, { variant: inCurrency(sold.get(sku)), askedAt });
      }
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      this.#awayUntil = performance.now() + respiteMs;
    } finally {
      for (const sku of skus) this.#asking.delete(sku);
    }
  }
}

/** A cart is in one currency, as its order is: what is priced in another can't be had with it. */
const inCurrency = (variant: SellableVariant | undefined): SellableVariant | null =>
  variant?.price.currency === currency ? variant : null;
