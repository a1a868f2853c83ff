import type { OrderId, ProductId, Sku } from "@shopeasy/contracts/ids";
import type { SellableVariant } from "@shopeasy/contracts/internal/catalog";
import type { Currency } from "@shopeasy/contracts/money";
import { Conflict, Unprocessable } from "@shopeasy/platform/errors";
import { answerCoupon, type CouponAnswer, type Promotion } from "../promotions/promotion-rules";
import { type ShippingOffer, shippingOffers } from "../shipping/shipping-rules";
import { type Destination, type TaxLine, type TaxRate, taxOf } from "../taxes/tax-rules";
import { sumOf } from "./quote-amount-rules";

export interface CartLine {
  sku: Sku;
  quantity: number;
}

export interface QuotedLine {
  sku: Sku;
  productId: ProductId;
  name: string;
  options: Record<string, string>;
  quantity: number;
  unitPrice: number;
  lineTotal: number;
  discount: number;
  tax: number;
}

/** A line that can't be had as it is wanted. */
export interface ShortLine {
  sku: Sku;
  requested: number;
  available: number;
}

/** A coupon, as far as it is known: whether there is such a promotion, and how often this customer has used it. */
export interface KnownCoupon {
  code: string;
  promotion: Promotion | null;
  customerUses: number;
}

/**
 * What an order costs, in minor units of its currency. The parts sum to the total: `subtotal − discount + shipping`,
 * and `tax` on top of it unless the prices hold it already (`taxIncluded`). Those of the lines sum to the order's, but
 * for `shippingTax`.
 */
export interface Quote {
  currency: Currency;
  lines: QuotedLine[];
  subtotal: number;
  discount: number;
  shipping: number;
  tax: number;
  shippingTax: number;
  taxIncluded: boolean;
  taxLines: TaxLine[];
  total: number;
  coupon: (KnownCoupon & { answer: CouponAnswer }) | null;
  /** What a coupon takes off the shipping; `shipping` is without it. */
  shippingSaved: number;
  /** The ways in which it can go there, at what they would cost this order. */
  offers: ShippingOffer[];
  short: ShortLine[];
}

export interface QuoteInput {
  currency: Currency;
  items: readonly CartLine[];
  variants: readonly SellableVariant[];
  coupon: KnownCoupon | null;
  /** Those that hold at the destination. */
  taxRates: readonly TaxRate[];
  /** Null while it is not known: then neither shipping nor tax is. */
  destination: Destination | null;
  shippingMethod: string | null;
  now: Date;
}

/**
 * Prices a cart at today's prices. Lines that are short are priced as they are wanted; those that can't be had at all
 * have no price.
 * @throws Unprocessable `shipping-method-unavailable`
 */
export function quoteCart(input: QuoteInput): Quote {
  const { currency, destination, shippingMethod } = input;
  const { priced, short } = priceLines(input);
  const subtotal = sumOf(priced.map(({ lineTotal }) => lineTotal));

  const coupon = input.coupon && {
    ...input.coupon,
    answer: answerCoupon({ ...input.coupon, currency, lines: priced, now: input.now }),
  };
  const { discounts, freeShipping } = coupon?.answer.valid ? coupon.answer : noCoupon;
  const discountOf = (position: number) => discounts[position] ?? 0;
  const discount = sumOf(discounts);

  const weightGrams = sumOf(priced.map(({ variant, quantity }) => variant.weightGrams * quantity));
  const parcel = { subtotal: { amount: subtotal, currency }, weightGrams };
  const tariffs = destination ? shippingOffers(destination, parcel) : [];
  const chosen = destination && shippingMethod !== null ? priceOf(tariffs, shippingMethod, destination) : 0;
  const shipping = freeShipping ? 0 : chosen;

  const nets = priced.map(({ lineTotal }, position) => lineTotal - discountOf(position));
  const tax = taxOf({ nets, shipping, rates: destination ? input.taxRates : [] });
  return {
    currency,
    lines: priced.map((line, position) => quotedLine(line, discountOf(position), tax.onLines[position] ?? 0)),
    subtotal,
    discount,
    shipping,
    tax: tax.total,
    shippingTax: tax.onShipping,
    taxIncluded: tax.included,
    taxLines: tax.byRate,
    total: subtotal - discount + shipping + (tax.included ? 0 : tax.total),
    coupon,
    shippingSaved: chosen - shipping,
    offers: freeShipping ? tariffs.map((offer) => ({ ...offer, price: { amount: 0, currency } })) : tariffs,
    short,
  };
}

const noCoupon = { discounts: [], freeShipping: false };

interface PricedLine {
  variant: SellableVariant;
  quantity: number;
  lineTotal: number;
  categories: readonly string[];
}

function priceLines({ currency, items, variants }: QuoteInput): { priced: PricedLine[]; short: ShortLine[] } {
  // One order is in one currency: what is sold in another can't be had with it.
  const sellable = variants.filter(({ price }) => price.currency === currency);
  const bySku = new Map<string, SellableVariant>(sellable.map((variant) => [variant.sku, variant]));
  return {
    priced: items.flatMap(({ sku, quantity }) => {
      const variant = bySku.get(sku);
      const lineTotal = (variant?.price.amount ?? 0) * quantity;
      return variant ? [{ variant, quantity, lineTotal, categories: variant.categories }] : [];
    }),
    short: items
      .map(({ sku, quantity }) => ({ sku, requested: quantity, available: bySku.get(sku)?.available ?? 0 }))
      .filter(({ requested, available }) => available < requested),
  };
}

function quotedLine({ variant, quantity, lineTotal }: PricedLine, discount: number, tax: number): QuotedLine {
  const { sku, productId, name, options, price } = variant;
  return { sku, productId, name, options, quantity, unitPrice: price.amount, lineTotal, discount, tax };
}

function priceOf(offers: readonly ShippingOffer[], method: string, { country }: Destination): number {
  const offer = offers.find(({ id }) => id === method);
  if (offer) return offer.price.amount;
  throw new Unprocessable(
    "shipping-method-unavailable",
    `There is no shipping method "${method}" to ${country}.`,
    { available: offers.map(({ id }) => id) },
  );
}

/** The refusal of lines that can't be had, with how many could. */
export const outOfStock = (items: readonly unknown[], orderId?: OrderId) =>
  new Conflict("out-of-stock", "Some of this can't be had in the quantity asked for.", { items, orderId });
