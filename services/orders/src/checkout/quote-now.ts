import { type CartId, UserId } from "@shopeasy/contracts/ids";
import { getCart } from "@shopeasy/contracts/internal/cart";
import { lookUpVariants } from "@shopeasy/contracts/internal/catalog";
import type { UserPrincipal } from "@shopeasy/platform/auth/principal";
import { Conflict, NotFound } from "@shopeasy/platform/errors";
import type { Deps } from "../deps";
import { couponInvalid } from "../promotions/coupon-invalid";
import type { CouponUser } from "../promotions/coupon-uses";
import { findCoupon } from "../promotions/find-coupon";
import type { Destination } from "../taxes/tax-rules";
import { outOfStock, type Quote, quoteCart } from "./quote-rules";

export type OrderableCart = Awaited<ReturnType<typeof readCart>>;

/** The caller's cart. Another customer's is not there, so that ids can't be probed. @throws NotFound `cart-not-found` */
export async function readCart(
  { client }: Pick<Deps, "client">,
  cartId: CartId,
  caller: UserPrincipal | null,
) {
  const cart = await client.call(getCart, { params: { cartId } });
  if (cart.ownerId !== null && cart.ownerId !== caller?.userId) {
    throw new NotFound("cart-not-found", "There is no such cart.");
  }
  return cart;
}

/** @throws Conflict `cart-empty` */
export function requireFilled({ items }: OrderableCart): void {
  if (items.length === 0) throw new Conflict("cart-empty", "There is nothing in the cart.");
}

/** What a quote is made with. */
export type QuoteDeps = "client" | "database" | "clock" | "taxRates";

export interface QuoteWish {
  /** Null while it is not known. */
  destination: Destination | null;
  shippingMethod: string | null;
  /** Whose uses of a coupon are counted; null for a guest who has not said who that is. */
  user: CouponUser | null;
}

/**
 * What an order of this cart would cost now: what is asked for a quote and what an order is placed at are the same.
 * What is wrong with it is told, and not thrown: see `refuseFaults`.
 * @throws Unprocessable `shipping-method-unavailable`
 */
export async function quoteNow(
  { client, database: { db }, clock, taxRates: known }: Pick<Deps, QuoteDeps>,
  { items, currency, coupon: code }: OrderableCart,
  { destination, shippingMethod, user }: QuoteWish,
): Promise<Quote> {
  const [{ variants }, taxRates, coupon] = await Promise.all([
    client.call(lookUpVariants, { body: { skus: items.map(({ sku }) => sku) } }),
    destination ? known.at(destination) : [],
    code === null ? null : findCoupon(db, code, user),
  ]);
  const now = clock.now();
  return quoteCart({ currency, items, variants, coupon, taxRates, destination, shippingMethod, now });
}

/** By what the caller is known as the user of a coupon. */
export function couponUserOf(caller: UserPrincipal | null, email: string | undefined): CouponUser | null {
  if (caller) return { customerId: UserId.parse(caller.userId) };
  return email === undefined ? null : { email };
}

/**
 * Refuses what can't be ordered as it was quoted.
 * @throws Conflict `out-of-stock` naming each line that can't be had now; Unprocessable `coupon-invalid` with why
 */
export function refuseFaults({ short, coupon }: Quote): void {
  if (short.length > 0) throw outOfStock(short);
  if (coupon && !coupon.answer.valid) throw couponInvalid(coupon.code, coupon.answer.why, coupon.promotion);
}
