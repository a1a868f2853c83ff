import type { Money } from "@shopeasy/contracts/money";
import type { OrderStatus } from "../orders/order-rules";

/**
 * How far a checkout has come. Each step can be repeated, so that what a crash left is taken up where it was:
 * `placed` (stored, the gateway not asked), `authorising` (the gateway may have been asked), `authorised` (its intent
 * is known), `undoing` (refused; what is held or authorised is being given back), `done`.
 */
export type CheckoutStep = "placed" | "authorising" | "authorised" | "undoing" | "done";

interface Undoing {
  status: OrderStatus;
  detail: string;
  /** What those who follow orders are told; null where there is nothing to tell. */
  announces: "order.payment-failed" | "order.cancelled" | null;
  /** Whether the gateway may hold money for the order, or has taken it: it then is given back. */
  mayBeAuthorised: boolean;
  /** Whether its request's answer is kept. Where it is not (5xx), the same key may make another order. */
  keepsKey: boolean;
}

/** Why a checkout is undone, and what the order then is. */
export const undoReasons = {
  "out-of-stock": {
    status: "cancelled",
    detail: "Not enough was in stock.",
    announces: null,
    mayBeAuthorised: false,
    keepsKey: true,
  },
  "stock-unavailable": {
    status: "cancelled",
    detail: "The stock could not be asked; nothing was charged.",
    announces: null,
    mayBeAuthorised: false,
    keepsKey: false,
  },
  declined: {
    status: "payment-failed",
    detail: "The payment was declined.",
    announces: "order.payment-failed",
    // A declined intent can still be paid by whoever has its secret: it is voided.
    mayBeAuthorised: true,
    keepsKey: true,
  },
  "payment-unavailable": {
    status: "payment-failed",
    detail: "The payment gateway could not be asked; nothing was charged.",
    announces: "order.payment-failed",
    mayBeAuthorised: false,
    keepsKey: false,
  },
  "not-started": {
    status: "expired",
    detail: "The payment was not begun in time; nothing was charged.",
    announces: "order.payment-failed",
    mayBeAuthorised: false,
    keepsKey: true,
  },
  "reservation-expired": {
    status: "expired",
    detail: "The payment was not finished in time; nothing was charged.",
    announces: "order.payment-failed",
    mayBeAuthorised: true,
    keepsKey: true,
  },
  "not-authorised": {
    status: "payment-failed",
    detail: "The payment was not authorised; nothing was charged.",
    announces: "order.payment-failed",
    mayBeAuthorised: true,
    keepsKey: true,
  },
  "capture-refused": {
    status: "payment-failed",
    detail: "The authorised payment could not be collected; nothing was charged.",
    announces: "order.payment-failed",
    mayBeAuthorised: true,
    keepsKey: true,
  },
  "cancelled-before-payment": {
    status: "cancelled",
    detail: "The order was cancelled before its payment was begun.",
    announces: "order.cancelled",
    mayBeAuthorised: false,
    keepsKey: true,
  },
  "cancelled-during-payment": {
    status: "cancelled",
    detail: "The order was cancelled before it was paid.",
    announces: "order.cancelled",
    mayBeAuthorised: true,
    keepsKey: true,
  },
  cancelled: {
    status: "cancelled",
    detail: "The order was cancelled, and its payment is given back.",
    announces: "order.cancelled",
    mayBeAuthorised: true,
    keepsKey: true,
  },
} as const satisfies Record<string, Undoing>;

export type UndoReason = keyof typeof undoReasons;

/** How long whoever works on a checkout holds it: longer than what lies between two writes that renew it. */
export const leaseMs = 30_000;

/** How long the payment gateway is waited for, in milliseconds: it answers within the lease, or not at all. */
export const gatewayDeadlineMs = 6_000;

/** After so many tries in vain, some eight minutes, a person must look. */
export const patience = 20;

/** How long after it was placed an order's payment may be begun: as long as its stock would have been held. */
const beginsWithinMs = 15 * 60_000;

/** Whether an order that a crash left may still be paid. Nobody is charged for what was ordered hours ago. */
export const mayStillBegin = (placedAt: Date, now: Date): boolean =>
  now.getTime() - placedAt.getTime() <= beginsWithinMs;

/** Whether what was taken is what the order costs: somebody may have taken another sum at the gateway itself. */
export const paysFor = (taken: Money, { amount, currency }: Money): boolean =>
  taken.amount === amount && taken.currency === currency;

/** How long to wait, in milliseconds, before trying again what failed so often: 1, 2, 4 … and at most 30 seconds. */
export const retryAfterMs = (attempts: number): number =>
  Math.min(30_000, 1_000 * 2 ** Math.min(attempts, 10));
