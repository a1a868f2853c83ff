import type { Sku } from "@shopeasy/contracts/ids";
import type { SellableVariant } from "@shopeasy/contracts/internal/catalog";
import type { KnownVariants } from "../variants/variant-lookup";
import type { Cart, CartLine } from "./cart";
import { currency } from "./cart-rules";
import type { CartNotice, CartView } from "./cart-schemas";

/** What there is to a view beside the cart itself. */
export interface ViewedWith {
  /** What is known of the lines' variants; of what is not, the line tells as it was last seen. */
  known: KnownVariants;
  /** What the coupon takes off, in minor units. */
  discount: number;
  /** SKUs of which less is in the cart than was wanted, for want of stock. */
  cut?: ReadonlySet<Sku>;
}

/** The cart as its customer sees it, at today's prices. The lines' totals sum to the subtotal. */
export function viewOf(cart: Cart, { known, discount: offered, cut }: ViewedWith): CartView {
  const items = cart.lines.map((line) => viewOfLine(line, known, cut?.has(line.sku) ?? false));
  const subtotal = items.reduce((sum, { lineTotal }) => sum + lineTotal.amount, 0);
  const discount = Math.min(offered, subtotal);
  return {
    id: cart.id,
    currency,
    items,
    coupon: cart.coupon,
    subtotal: money(subtotal),
    discount: money(discount),
    total: money(subtotal - discount),
    itemCount: items.reduce((sum, { quantity }) => sum + quantity, 0),
    version: cart.version,
    updatedAt: cart.updatedAt.toISOString(),
    expiresAt: cart.expiresAt.toISOString(),
  };
}

/** At today's price, in minor units; what is not sold any more costs nothing. */
export function lineTotalOf({ sku, quantity, seen }: CartLine, known: KnownVariants): number {
  const variant = known.get(sku);
  return variant === null ? 0 : (variant ?? seen).price.amount * quantity;
}

function viewOfLine(line: CartLine, known: KnownVariants, isCut: boolean): CartView["items"][number] {
  const { sku, quantity, seen } = line;
  const variant = known.get(sku);
  const { productId, slug, name, options, image, price, available } = variant ?? seen;
  return {
    sku,
    productId,
    slug,
    name,
    options,
    image,
    quantity,
    unitPrice: price,
    lineTotal: money(lineTotalOf(line, known)),
    available: variant === null ? 0 : available,
    notice: noticeOf(line, variant, isCut),
  };
}

function noticeOf(
  { quantity, seen }: CartLine,
  variant: SellableVariant | null | undefined,
  isCut: boolean,
): CartNotice {
  if (variant === undefined) return null;
  if (variant === null) return "unavailable";
  if (isCut || quantity > variant.available) return "insufficient-stock";
  return variant.price.amount === seen.price.amount ? null : "price-changed";
}

const money = (amount: number) => ({ amount, currency }) as const;
