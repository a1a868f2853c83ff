import type { Sku } from "@shopeasy/contracts/ids";
import type { SellableVariant } from "@shopeasy/contracts/internal/catalog";
import type { Cart, CartLine } from "./cart";
import { currency } from "./cart-rules";
import type { CartNotice, CartView } from "./cart-schemas";

/** What catalog says of SKUs now, without those that are not sold; null where catalog does not answer. */
export type TodaysVariants = ReadonlyMap<Sku, SellableVariant> | null;

/**
 * The cart as its customer sees it, at today's prices. Without catalog each line is as it was last seen. `cut` are
 * SKUs of which less is in the cart than was wanted, for want of stock.
 */
export function viewOf(cart: Cart, today: TodaysVariants, cut: ReadonlySet<Sku> = new Set()): CartView {
  const items = cart.lines.map((line) => viewOfLine(line, today, cut.has(line.sku)));
  const subtotal = items.reduce((sum, { lineTotal }) => sum + lineTotal.amount, 0);
  return {
    id: cart.id,
    currency,
    items,
    coupon: null,
    subtotal: money(subtotal),
    discount: money(0),
    total: money(subtotal),
    itemCount: items.reduce((sum, { quantity }) => sum + quantity, 0),
    version: cart.version,
    updatedAt: cart.updatedAt.toISOString(),
    expiresAt: cart.expiresAt.toISOString(),
  };
}

function viewOfLine(line: CartLine, today: TodaysVariants, isCut: boolean): CartView["items"][number] {
  const { sku, quantity, seen } = line;
  const sold = today?.get(sku);
  const { productId, slug, name, options, image, price } = sold ?? seen;
  const gone = today !== null && sold === undefined;
  return {
    sku,
    productId,
    slug,
    name,
    options,
    image,
    quantity,
    unitPrice: price,
    lineTotal: money(price.amount * quantity),
    available: gone ? 0 : (sold ?? seen).available,
    notice: gone ? "unavailable" : sold ? noticeOf(line, sold, isCut) : null,
  };
}

function noticeOf({ quantity, seen }: CartLine, sold: SellableVariant, isCut: boolean): CartNotice {
  if (isCut || quantity > sold.available) return "insufficient-stock";
  return sold.price.amount === seen.price.amount ? null : "price-changed";
}

const money = (amount: number) => ({ amount, currency }) as const;
