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
  /** Whether those who follow payments are told. */
  paymentFailed: boolean;
  /** Whether the gateway may hold money for the order, which then is given back. */
  mayBeAuthorised: boolean;
}

/** Why a checkout is undone, and what the order then is. */
export const undoReasons = {
  "out-of-stock": {
    status: "cancelled",
    detail: "Not enough was in stock.",
    paymentFailed: false,
    mayBeAuthorised: false,
  },
  "stock-unavailable": {
    status: "cancelled",
    detail: "The stock could not be asked; nothing was charged.",
    paymentFailed: false,
    mayBeAuthorised: false,
  },
  declined: {
    status: "payment-failed",
    detail: "The payment was declined.",
    paymentFailed: true,
    // A declined intent can still be paid by whoever has its secret: it is voided.
    mayBeAuthorised: true,
  },
  "payment-unavailable": {
    status: "payment-failed",
    detail: "The payment gateway could not be asked; nothing was charged.",
    paymentFailed: true,
    mayBeAuthorised: false,
  },
  "not-started": {
    status: "expired",
    detail: "The payment was not begun in time; nothing was charged.",
    paymentFailed: true,
    mayBeAuthorised: false,
  },
  "reservation-expired": {
    status: "expired",
    detail: "The payment was not finished in time; nothing was charged.",
    paymentFailed: true,
    mayBeAuthorised: true,
  },
  "capture-refused": {
    status: "payment-failed",
    detail: "The authorised payment could not be collected; nothing was charged.",
    paymentFailed: true,
    mayBeAuthorised: true,
  },
} as const satisfies Record<string, Undoing>;

export type UndoReason = keyof typeof undoReasons;

/** How long whoever works on a checkout holds it: longer than a request may take, so that no two work on one. */
export const leaseMs = 30_000;

/** How long the payment gateway is waited for: a whole checkout must end within its lease. */
export const gatewayDeadlineMs = 6_000;

/** When to try again what could not be finished: 1, 2, 4 … and at most 30 seconds from now. */
export const nextAttempt = (now: Date, attempts: number): Date =>
  new Date(now.getTime() + Math.min(30_000, 1_000 * 2 ** Math.min(attempts, 10)));
