import type { UserPrincipal } from "@shopeasy/platform/auth/principal";
import type { Deps } from "../deps";
import { tellFault } from "../promotions/promotion-rules";
import { addressOf, destinationOf } from "./quote-address";
import { couponUserOf, type QuoteDeps, quoteNow, readCart, requireFilled } from "./quote-now";
import type { Quote } from "./quote-rules";
import type { QuoteRequest, QuoteView } from "./quote-schemas";

/**
 * What an order placed now would cost, as far as it is known where it goes and how.
 * @throws NotFound `cart-not-found`, `unknown-address`; Conflict `cart-empty`; Unprocessable `shipping-method-unavailable`
 */
export async function quoteCheckout(
  deps: Pick<Deps, QuoteDeps | "counts">,
  input: QuoteRequest,
  caller: UserPrincipal | null,
): Promise<QuoteView> {
  const [cart, address] = await Promise.all([
    readCart(deps, input.cartId, caller),
    addressOf(deps, input, caller),
  ]);
  requireFilled(cart);
  const { shippingMethod = null } = input;
  const destination = address && destinationOf(address);
  const user = couponUserOf(caller, input.email);
  const quote = await quoteNow(deps, cart, { destination, shippingMethod, user });
  deps.counts.quoted();
  return presentQuote(quote, { cartId: cart.id, knowsPlace: destination !== null, shippingMethod });
}

function presentQuote(
  quote: Quote,
  known: { cartId: QuoteView["cartId"]; knowsPlace: boolean; shippingMethod: string | null },
): QuoteView {
  const { currency, coupon } = quote;
  const money = (amount: number) => ({ amount, currency });
  const complete = known.knowsPlace && known.shippingMethod !== null;
  return {
    cartId: known.cartId,
    currency,
    items: quote.lines.map(({ unitPrice, lineTotal, discount, tax, ...line }) => ({
      ...line,
      unitPrice: money(unitPrice),
      lineTotal: money(lineTotal),
      discount: money(discount),
      tax: money(tax),
    })),
    coupon: coupon?.code ?? null,
    discounts:
      coupon?.promotion && coupon.answer.valid
        ? [
            {
              code: coupon.promotion.code,
              kind: coupon.promotion.kind,
              amount: money(quote.discount),
              shippingSaved: money(quote.shippingSaved),
            },
          ]
        : [],
    taxes: quote.taxLines.map(({ appliesToShipping: _, amount, ...rate }) => ({
      ...rate,
      amount: money(amount),
    })),
    subtotal: money(quote.subtotal),
    discount: money(quote.discount),
    shipping: complete ? money(quote.shipping) : null,
    tax: known.knowsPlace ? money(quote.tax) : null,
    taxIncluded: quote.taxIncluded,
    total: money(quote.total),
    complete,
    shippingMethods: quote.offers,
    problems: problemsOf(quote),
  };
}

function problemsOf({ short, coupon }: Quote): QuoteView["problems"] {
  const problems: QuoteView["problems"] = [];
  if (short.length > 0) {
    const detail = "Some of this can't be had in the quantity asked for.";
    problems.push({ code: "out-of-stock", detail, items: short });
  }
  if (coupon && !coupon.answer.valid) {
    const { why } = coupon.answer;
    problems.push({ code: "coupon-invalid", detail: tellFault(why, coupon.promotion), why });
  }
  return problems;
}
