import { hourOfExpiry, isOver, type SkuAvailability } from "@shopeasy/contracts/availability";

/** A SKU's stock as it now is. */
interface StockChange {
  kind: "stock";
  available: number;
  version: number;
}

/** How many pieces of the SKU a cart now holds, under the cart's own version. */
interface CartChange {
  kind: "cart";
  cart: string;
  quantity: number;
  version: number;
  /** Epoch seconds. */
  expiresAt: number;
}

export type Change = StockChange | CartChange;

/** What is known of a SKU. */
export type SkuState = Readonly<Pick<SkuAvailability, "available" | "stockVersion" | "inCarts">>;

/** What is known of a SKU in one cart; of none in it, too, so that an older record can't bring it back. */
export interface CartState {
  quantity: number;
  version: number;
  hour: number;
  /** The latest expiry ever heard of, in epoch seconds: before it, the version must not be forgotten. */
  expiresAt: number;
}

/** A SKU with those of its carts that matter to some changes. */
export interface Standing {
  sku: SkuState;
  carts: ReadonlyMap<string, CartState>;
}

export const unheardOf: SkuState = { available: null, stockVersion: -1, inCarts: {} };

/**
 * The standing after a change, or the very same where the change tells nothing new: of a stock, and of a cart, the
 * highest version holds. So neither order nor repetition matters, and a replay of the stream ends where it began.
 */
export function fold(standing: Standing, change: Change, now: Date): Standing {
  switch (change.kind) {
    case "stock":
      return foldStock(standing, change);
    case "cart":
      return foldCart(standing, change, now);
  }
}

function foldStock(standing: Standing, { available, version }: StockChange): Standing {
  const { sku, carts } = standing;
  return version > sku.stockVersion ? { sku: { ...sku, available, stockVersion: version }, carts } : standing;
}

function foldCart(standing: Standing, change: CartChange, now: Date): Standing {
  const { sku, carts } = standing;
  const { cart, quantity, version } = change;
  const known = carts.get(cart);
  const expiresAt = Math.max(change.expiresAt, known?.expiresAt ?? 0);
  if (known && version <= known.version) {
    if (expiresAt === known.expiresAt) return standing;
    return { sku, carts: new Map(carts).set(cart, { ...known, expiresAt }) };
  }
  const hour = hourOfExpiry(change.expiresAt);
  const less = known ? withPieces(sku.inCarts, known.hour, -known.quantity, now) : sku.inCarts;
  return {
    sku: { ...sku, inCarts: withPieces(less, hour, quantity, now) },
    carts: new Map(carts).set(cart, { quantity, version, hour, expiresAt }),
  };
}

/** What is over is dropped on the way, so that a SKU holds no more hours than a cart lives (720 in 30 days). */
function withPieces(inCarts: SkuState["inCarts"], hour: number, change: number, now: Date) {
  const pieces: Record<string, number> = { ...inCarts, [hour]: (inCarts[hour] ?? 0) + change };
  return Object.fromEntries(
    Object.entries(pieces).filter(([each, count]) => count > 0 && !isOver(Number(each), now)),
  );
}
