import type { Sku } from "@shopeasy/contracts/ids";
import { Conflict, InvalidInput } from "@shopeasy/platform/errors";
import type { FulfilmentState } from "./order-rules";
import type { Pieces } from "./pieces";
import { followRefunds, type RefundsOfPieces } from "./restock-rules";

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
  /** In the stock again though they had not been shipped, whatever became of their refund. */
  back: number;
  /** In the stock again though their refund failed: they are still to be refunded. */
  unpaid: number;
  /** Refunded though they were shipped, and not because they came back. */
  kept: number;
  /** Returned, or about to be. */
  returned: number;
}

export interface Movements {
  lines: readonly Pieces[];
  fulfilments: readonly { items: readonly Pieces[]; deliveredAt: Date | null }[];
  refunds: RefundsOfPieces["refunds"];
  returns: readonly (RefundsOfPieces["returns"][number] & { status: string })[];
}

/**
 * Counts, line by line, what became of an order's pieces. Returns that were rejected count for nothing, and so do refunds
 * that failed, but for what they put into the stock before.
 */
export function countPieces({ lines, fulfilments, refunds, returns }: Movements): LinePieces[] {
  return lines.map(({ sku, quantity }) => {
    const { shares, unpaid } = followRefunds(sku, { refunds, returns });
    const made = shares.filter(({ refund }) => refund.state !== "failed");
    const refunded = sum(made, "quantity");
    const withdrawn = sum(made, "withdrawn");
    const cameBack = sum(
      made.filter(({ refund }) => refund.returnId !== null),
      "quantity",
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
      back: sum(shares, "backUnshipped"),
      unpaid,
      kept: refunded - withdrawn - cameBack,
      returned: ofSku(
        sku,
        returns.filter(({ status }) => status !== "rejected"),
      ),
    };
  });
}

export const leftToShip = ({ ordered, shipped, withdrawn, back }: LinePieces): number =>
  ordered - shipped - Math.max(withdrawn, back);
export const leftToRefund = ({ ordered, refunded }: LinePieces): number => ordered - refunded;
/** What an order that is given up puts back: of refunded pieces it was decided before, and what is there is there. */
export const leftToPutBack = (line: LinePieces): number => leftToRefund(line) - line.unpaid;
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
