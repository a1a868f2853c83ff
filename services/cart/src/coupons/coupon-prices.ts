import { priceCoupon } from "@shopeasy/contracts/internal/orders";
import { AppError, Unavailable } from "@shopeasy/platform/errors";
import type { CallOptions, InternalClient } from "@shopeasy/platform/internal-client/call-definition";
import { LRUCache } from "lru-cache";
import type { z } from "zod";

/** A coupon, and the cart that it is for. */
export type PricedCoupon = z.input<NonNullable<typeof priceCoupon.body>>;
/** What it takes off, or why it can't be had. */
export type CouponPrice = z.output<typeof priceCoupon.response>;

const rememberedMs = 2_000;
const mostRemembered = 5_000;
/** A page must not wait for long: without orders it shows no discount. */
const deadlineMs = 1_000;
/** After a call that failed, no page waits for another one for so long. */
const respiteMs = 500;

/** What coupons take off carts, as orders says: remembered for a moment. */
export class CouponPrices {
  readonly #client: Pick<InternalClient, "call">;
  readonly #remembered = new LRUCache<string, Promise<CouponPrice>>({
    max: mostRemembered,
    ttl: rememberedMs,
  });
  #awayUntil = 0;

  constructor(client: Pick<InternalClient, "call">) {
    this.#client = client;
  }

  /** What it takes off now; null while orders is away, or understands nothing of it: no cart fails for its coupon. */
  async find(coupon: PricedCoupon): Promise<CouponPrice | null> {
    const found = this.#remembered.get(JSON.stringify(coupon));
    if (!found && performance.now() < this.#awayUntil) return null;
    try {
      return await (found ?? this.ask(coupon, { deadlineMs }));
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  }

  /** The same, asked anew. @throws Unavailable while orders is away */
  ask(coupon: PricedCoupon, options: CallOptions = {}): Promise<CouponPrice> {
    const price = this.#client.call(priceCoupon, { body: coupon }, options);
    const key = JSON.stringify(coupon);
    this.#remembered.set(key, price);
    price.catch((error: unknown) => {
      if (error instanceof Unavailable) this.#awayUntil = performance.now() + respiteMs;
      if (this.#remembered.peek(key) === price) this.#remembered.delete(key);
    });
    return price;
  }
}
