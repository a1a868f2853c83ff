import type { ProductId } from "@shopeasy/contracts/ids";

/** How many pieces of a product were sold. */
export interface ProductSale {
  productId: ProductId;
  pieces: number;
}

/** Of an order with more products than these, the first make 105 pairs: enough, and no hundred lines make 4,950. */
const mostPaired = 15;

/** An order's lines, one for each product, in the order of ids, as they are locked in. */
export function salesOf(lines: readonly { productId: ProductId; quantity: number }[]): ProductSale[] {
  const pieces = new Map<ProductId, number>();
  for (const { productId, quantity } of lines) {
    pieces.set(productId, (pieces.get(productId) ?? 0) + quantity);
  }
  return [...pieces]
    .map(([productId, count]) => ({ productId, pieces: count }))
    .toSorted((one, other) => (one.productId < other.productId ? -1 : 1));
}

/** Every two products of an order, both ways round, in the order of ids. */
export function pairsOf(lines: readonly { productId: ProductId }[]): [ProductId, ProductId][] {
  const products = [...new Set(lines.map(({ productId }) => productId))].slice(0, mostPaired).toSorted();
  return products.flatMap((one) =>
    products.filter((other) => other !== one).map((other): [ProductId, ProductId] => [one, other]),
  );
}

/** How often the sales of a product have doubled since its first piece, which counts as one. */
export const doublingsOf = (pieces: number): number => Math.floor(Math.log2(pieces + 1));
