import type { OrderId, ProductId, Sku } from "@shopeasy/contracts/ids";
import type { SellableVariant } from "@shopeasy/contracts/internal/catalog";
import type { Currency, Money } from "@shopeasy/contracts/money";
import { Conflict, Unprocessable } from "@shopeasy/platform/errors";
import { shippingOffers } from "../shipping/shipping-rules";

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
}

/** What an order costs, in minor units of its currency: the parts sum to the total. */
export interface Quote {
  currency: Currency;
  lines: QuotedLine[];
  subtotal: number;
  discount: number;
  shipping: number;
  tax: number;
  total: number;
}

export interface QuoteInput {
  currency: Currency;
  items: readonly CartLine[];
  variants: readonly SellableVariant[];
  country: string;
  shippingMethod: string;
}

/**
 * Prices a cart at today's prices.
 * @throws Conflict `out-of-stock` naming each line that can't be had now; Unprocessable `shipping-method-unavailable`.
 */
export function quoteCart({ currency, items, variants, country, shippingMethod }: QuoteInput): Quote {
  // One order is in one currency: what is sold in another can't be had with it.
  const sellable = variants.filter(({ price }) => price.currency === currency);
  const bySku = new Map<string, SellableVariant>(sellable.map((variant) => [variant.sku, variant]));
  const missing = items
    .map(({ sku, quantity }) => ({ sku, requested: quantity, available: bySku.get(sku)?.available ?? 0 }))
    .filter(({ requested, available }) => available < requested);
  if (missing.length > 0) throw outOfStock(missing);

  const lines = items.flatMap(({ sku, quantity }) => {
    const variant = bySku.get(sku);
    return variant ? [quoteLine(variant, quantity)] : [];
  });
  const subtotal = sum(lines.map((line) => line.lineTotal));
  const shipping = shippingPrice(country, shippingMethod, { amount: subtotal, currency });
  const discount = 0;
  const tax = 0;
  return { currency, lines, subtotal, discount, shipping, tax, total: subtotal - discount + shipping + tax };
}

/** The refusal of lines that can't be had, with how many could. */
export const outOfStock = (items: readonly unknown[], orderId?: OrderId) =>
  new Conflict("out-of-stock", "Some of this can't be had in the quantity asked for.", { items, orderId });

function quoteLine(variant: SellableVariant, quantity: number): QuotedLine {
  const { sku, productId, name, options, price } = variant;
  return {
    sku,
    productId,
    name,
    options,
    quantity,
    unitPrice: price.amount,
    lineTotal: price.amount * quantity,
  };
}

function shippingPrice(country: string, method: string, subtotal: Money): number {
  const offers = shippingOffers(country, subtotal);
  const offer = offers.find(({ id }) => id === method);
  if (offer) return offer.price.amount;
  throw new Unprocessable(
    "shipping-method-unavailable",
    `There is no shipping method "${method}" to ${country}.`,
    {
      available: offers.map(({ id }) => id),
    },
  );
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
