import type { RefundId, ReturnId, Sku } from "@shopeasy/contracts/ids";
import type { Pieces } from "./pieces";

/** A refund, as far as it is about pieces. */
export interface RefundOfPieces {
  id: RefundId;
  state: string;
  returnId: ReturnId | null;
  items: readonly (Pieces & { unshipped: number })[];
  requestedAt: Date;
  settledAt: Date | null;
  /** When it was decided that its pieces go into the stock. */
  restockedAt: Date | null;
}

export interface RefundsOfPieces {
  refunds: readonly RefundOfPieces[];
  returns: readonly { id: ReturnId; items: readonly Pieces[] }[];
}

/** What becomes of the pieces of one refund. */
interface Share {
  refund: RefundOfPieces;
  quantity: number;
  /** Of these, those that an earlier refund put into the stock, and then failed: shipped before, and not. */
  again: { unshipped: number; shipped: number };
  /** Those that are not to be shipped any more. */
  withdrawn: number;
  /** Those that this refund puts into the stock, and how many of them had not been shipped. */
  back: number;
  backUnshipped: number;
}

/** What the refunds of an order made of the pieces of one SKU. */
export interface RefundedSku {
  shares: readonly Share[];
  /** In the stock, though their refund failed and no other one was made of them since. */
  unpaid: number;
}

/**
 * Follows an order's refunds as they were asked for and failed. What was put into the stock stays there when its refund
 * fails, and its customer is owed the money: so the next refund is of these pieces first, and puts them back no second time.
 */
export function followRefunds(sku: Sku, { refunds, returns }: RefundsOfPieces): RefundedSku {
  const steps = refunds.flatMap((refund) => {
    const failedAt = refund.state === "failed" ? refund.settledAt : null;
    const asked = { at: refund.requestedAt, refund, fails: false };
    return failedAt ? [asked, { at: failedAt, refund, fails: true }] : [asked];
  });
  const shares = new Map<RefundId, Share>();
  const unpaid = { unshipped: 0, shipped: 0 };
  for (const { refund, fails } of steps.toSorted((one, other) => one.at.getTime() - other.at.getTime())) {
    const share = shares.get(refund.id);
    if (fails && share) {
      const { again, backUnshipped, back, quantity } = share;
      unpaid.unshipped += again.unshipped + backUnshipped;
      // A return may be of more pieces than it refunds: the others were refunded before.
      unpaid.shipped += again.shipped + Math.min(back - backUnshipped, quantity);
    } else {
      const made = shareOf(sku, refund, { returns, unpaid });
      unpaid.unshipped -= made.again.unshipped;
      unpaid.shipped -= made.again.shipped;
      shares.set(refund.id, made);
    }
  }
  return { shares: [...shares.values()], unpaid: unpaid.unshipped + unpaid.shipped };
}

function shareOf(
  sku: Sku,
  refund: RefundOfPieces,
  { returns, unpaid }: Pick<RefundsOfPieces, "returns"> & { unpaid: Share["again"] },
): Share {
  const items = refund.items.filter((item) => item.sku === sku);
  const quantity = items.reduce((sum, item) => sum + item.quantity, 0);
  const unshipped = items.reduce((sum, item) => sum + item.unshipped, 0);
  if (refund.returnId !== null) {
    const returned = returns.find(({ id }) => id === refund.returnId)?.items ?? [];
    const arrived = returned.find((item) => item.sku === sku)?.quantity ?? 0;
    const back = refund.restockedAt ? arrived : 0;
    return { refund, quantity, again: { unshipped: 0, shipped: 0 }, withdrawn: 0, back, backUnshipped: 0 };
  }
  const againUnshipped = Math.min(unpaid.unshipped, quantity);
  const againShipped = Math.min(unpaid.shipped, quantity - againUnshipped);
  const withdrawn = Math.min(quantity - againShipped, unshipped + againUnshipped);
  const back = refund.restockedAt ? quantity - againUnshipped - againShipped : 0;
  return {
    refund,
    quantity,
    again: { unshipped: againUnshipped, shipped: againShipped },
    withdrawn,
    back,
    backUnshipped: Math.min(back, withdrawn - againUnshipped),
  };
}

/** The pieces that a refund puts into the stock, once it is decided that it does; not what is there already. */
export function piecesBack(
  { refunds, returns }: RefundsOfPieces,
  { id, returnId, items }: Pick<RefundOfPieces, "id" | "returnId" | "items">,
): Pieces[] {
  const wanted = returnId ? (returns.find((each) => each.id === returnId)?.items ?? []) : items;
  return wanted.flatMap(({ sku }) => {
    const share = followRefunds(sku, { refunds, returns }).shares.find(({ refund }) => refund.id === id);
    return share && share.back > 0 ? [{ sku, quantity: share.back }] : [];
  });
}
