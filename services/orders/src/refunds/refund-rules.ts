import type { Sku } from "@shopeasy/contracts/ids";
import type { Currency, Money } from "@shopeasy/contracts/money";
import { Conflict, InvalidInput } from "@shopeasy/platform/errors";
import { allLeft, type LinePieces, leftToRefund, leftToShip, requireLeft } from "../orders/piece-rules";
import type { Pieces } from "../orders/pieces";

/** Who wanted it: staff, for a return; or it follows from giving the order up; or it was made at the gateway itself. */
export type RefundOrigin = "staff" | "return" | "cancellation" | "undo" | "gateway";

/**
 * The states of a refund, and which may follow which: `requested` (the gateway may have been asked), `pending` (taken by
 * it, the bank takes its time), `succeeded`, `failed`. The gateway has the last word: what it gave back can still come
 * back to it days later, and what it seemed to have refused may turn up in its books.
 */
export const nextRefundStates = {
  requested: ["pending", "succeeded", "failed"],
  pending: ["succeeded", "failed"],
  succeeded: ["failed"],
  failed: ["pending", "succeeded"],
} as const satisfies Record<string, readonly string[]>;

export type RefundState = keyof typeof nextRefundStates;
export const refundStates = Object.keys(nextRefundStates) as [RefundState, ...RefundState[]];

export const refundMayBecome = (from: RefundState, to: RefundState): boolean =>
  (nextRefundStates[from] as readonly RefundState[]).includes(to);

/** Whether the money has left the shop. */
export const isGivenBack = (state: RefundState): boolean => state === "pending" || state === "succeeded";

/** Pieces that are refunded, and with what; `unshipped` of them are withdrawn from what is still to be shipped. */
export interface RefundedPieces extends Pieces {
  unshipped: number;
  amount: number;
}

/** A line of an order, with what its customer paid for it. */
export interface PaidLine {
  sku: Sku;
  quantity: number;
  lineTotal: number;
  discount: number;
  tax: number;
}

export interface Books {
  currency: Currency;
  captured: number;
  /** Whether the prices hold the tax already. */
  taxIncluded: boolean;
  lines: readonly PaidLine[];
  pieces: readonly LinePieces[];
  refunds: readonly { state: RefundState; amount: number; items: readonly RefundedPieces[] }[];
}

export interface RefundPlan {
  amount: number;
  items: RefundedPieces[];
}

/** What can still be given back: what was taken, less all that was given back or is about to be. */
export const leftOf = ({ captured, refunds }: Pick<Books, "captured" | "refunds">): number =>
  captured - total(counted(refunds).map(({ amount }) => amount));

/**
 * What a refund gives back: an amount, or what was paid for some pieces, or, where neither is said, all that is left.
 * @throws Conflict `refund-exceeds-payment`; InvalidInput for a SKU that was not ordered, or another currency
 */
export function planRefund(
  books: Books,
  wanted: { amount?: Money | undefined; items?: readonly Pieces[] | undefined },
): RefundPlan {
  const { currency } = books;
  const left = leftOf(books);
  if (wanted.amount) {
    if (wanted.amount.currency !== currency) {
      throw new InvalidInput([{ path: "amount.currency", message: `must be ${currency}, as the order's` }]);
    }
    requireRoom(left, wanted.amount.amount, currency);
    return { amount: wanted.amount.amount, items: [] };
  }
  if (wanted.items) {
    requireLeft(books.pieces, wanted.items, leftToRefund, {
      code: "refund-exceeds-payment",
      detail: "So many of these were not paid for, or were refunded already.",
    });
    const items = wanted.items.map((item) => priced(books, item));
    const amount = total(items.map((item) => item.amount));
    requireRoom(left, amount, currency);
    return { amount, items };
  }
  requireRoom(left, 1, currency);
  const rest = allLeft(books.pieces, leftToRefund);
  return { amount: left, items: rest.map((item) => priced(books, item)) };
}

/** What a return gives back: what was paid for its pieces, as far as neither they nor the money went back before. */
export function planReturnRefund(books: Books, returned: readonly Pieces[]): RefundPlan {
  const items = returned.flatMap(({ sku, quantity }) => {
    const line = books.pieces.find((each) => each.sku === sku);
    const unpaid = line ? Math.min(quantity, leftToRefund(line)) : 0;
    // They were shipped, so none of them is withdrawn.
    return unpaid > 0 ? [{ ...priced(books, { sku, quantity: unpaid }), unshipped: 0 }] : [];
  });
  return { amount: Math.min(leftOf(books), total(items.map(({ amount }) => amount))), items };
}

/** The last pieces of a line take the rest of what was paid for it, so that all its refunds sum to just that. */
function priced({ lines, pieces, refunds, taxIncluded }: Books, { sku, quantity }: Pieces): RefundedPieces {
  const line = lines.find((each) => each.sku === sku);
  const standing = pieces.find((each) => each.sku === sku);
  if (!line || !standing) throw new Error(`No line of the order is of ${sku}`);
  const paid = line.lineTotal - line.discount + (taxIncluded ? 0 : line.tax);
  const before = counted(refunds)
    .flatMap(({ items }) => items)
    .filter((item) => item.sku === sku);
  const rest = Math.max(0, paid - total(before.map(({ amount }) => amount)));
  const isLast = quantity >= leftToRefund(standing);
  return {
    sku,
    quantity,
    unshipped: Math.min(quantity, Math.max(0, leftToShip(standing))),
    amount: isLast ? rest : Math.min(rest, Math.floor((paid * quantity) / line.quantity)),
  };
}

function requireRoom(left: number, amount: number, currency: Currency): void {
  if (amount <= left) return;
  throw new Conflict("refund-exceeds-payment", "That is more than is left of what was paid.", {
    left: { amount: left, currency },
  });
}

const counted = <Refund extends { state: RefundState }>(refunds: readonly Refund[]): Refund[] =>
  refunds.filter(({ state }) => state !== "failed");

const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
