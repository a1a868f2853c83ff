import type { Sku } from "@shopeasy/contracts/ids";
import { Conflict, InvalidInput } from "@shopeasy/platform/errors";
import type { FulfilmentState } from "./order-rules";

/** So many of a SKU. */
export interface Pieces {
  sku: Sku;
  quantity: number;
}

/** What became of the pieces of one line of an order. */
export interface LinePieces {
  sku: Sku;
  ordered: number;
  shipped: number;
  delivered: number;
  /** Refunded, or about to be. */
  refunded: number;
  /** Of these, those that had not been shipped: they stay here. */
  withdrawn: number;
  /** Refunded though they were shipped, and not because they came back. */
  kept: number;
  /** Returned, or about to be. */
  returned: number;
}

export interface Movements {
  lines: readonly Pieces[];
  fulfilments: readonly { items: readonly Pieces[]; deliveredAt: Date | null }[];
  refunds: readonly {
    state: string;
    returnId: string | null;
    items: readonly (Pieces & { unshipped: number })[];
  }[];
  returns: readonly { status: string; items: readonly Pieces[] }[];
}

/** Counts, line by line, what became of an order's pieces. Refunds that failed and returns that were rejected count for nothing. */
export function countPieces({ lines, fulfilments, refunds, returns }: Movements): LinePieces[] {
  const made = refunds.filter(({ state }) => state !== "failed");
  return lines.map(({ sku, quantity }) => {
    const refunded = ofSku(sku, made);
    const withdrawn = sum(
      made.flatMap(({ items }) => items).filter((item) => item.sku === sku),
      "unshipped",
    );
    const cameBack = ofSku(
      sku,
      made.filter(({ returnId }) => returnId !== null),
    );
    return {
      sku,
      ordered: quantity,
      shipped: ofSku(sku, fulfilments),
      delivered: ofSku(
        sku,
        fulfilments.filter(({ deliveredAt }) => deliveredAt !== null),
      ),
      refunded,
      withdrawn,
      kept: refunded - withdrawn - cameBack,
      returned: ofSku(
        sku,
        returns.filter(({ status }) => status !== "rejected"),
      ),
    };
  });
}

export const leftToShip = ({ ordered, shipped, withdrawn }: LinePieces): number =>
  ordered - shipped - withdrawn;
export const leftToRefund = ({ ordered, refunded }: LinePieces): number => ordered - refunded;
export const leftToReturn = ({ shipped, returned, kept }: LinePieces): number => shipped - returned - kept;

export function fulfilmentOf(pieces: readonly LinePieces[]): FulfilmentState {
  if (pieces.every(({ shipped }) => shipped === 0)) return "none";
  if (pieces.some((line) => leftToShip(line) > 0)) return "part";
  return pieces.every(({ shipped, delivered }) => delivered === shipped) ? "delivered" : "all";
}

/** All pieces of which something is left. */
export const allLeft = (pieces: readonly LinePieces[], left: (line: LinePieces) => number): Pieces[] =>
  pieces.flatMap((line) => (left(line) > 0 ? [{ sku: line.sku, quantity: left(line) }] : []));

/**
 * Sees that so many pieces are left of each.
 * @throws InvalidInput for a SKU that was not ordered; Conflict `code`, with what is left, for more than there are
 */
export function requireLeft(
  pieces: readonly LinePieces[],
  wanted: readonly Pieces[],
  left: (line: LinePieces) => number,
  { code, detail }: { code: string; detail: string },
): void {
  const known = new Map<Sku, LinePieces>(pieces.map((line) => [line.sku, line]));
  const unknown = wanted.flatMap(({ sku }, index) =>
    known.has(sku) ? [] : [{ path: `items[${index}].sku`, message: "is not in this order" }],
  );
  if (unknown.length > 0) throw new InvalidInput(unknown);

  const short = wanted.flatMap(({ sku, quantity }) => {
    const line = known.get(sku);
    const there = line ? Math.max(0, left(line)) : 0;
    return quantity > there ? [{ sku, requested: quantity, left: there }] : [];
  });
  if (short.length > 0) throw new Conflict(code, detail, { items: short });
}

const ofSku = (sku: Sku, moves: readonly { items: readonly Pieces[] }[]): number =>
  sum(
    moves.flatMap(({ items }) => items).filter((item) => item.sku === sku),
    "quantity",
  );

const sum = <Key extends string>(rows: readonly Readonly<Record<Key, number>>[], key: Key): number =>
  rows.reduce((total, row) => total + row[key], 0);
