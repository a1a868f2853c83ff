import type { OrderStatus } from "../orders/order-rules";

/** Stands where an order must say something of the person that it was. */
export const erased = "(erased)";

/**
 * Whether an order that is so is over for its customer, as soon as its checkout is: nothing more is sent to her. What is
 * refunded in part may be on its way, or not.
 */
export const overBy = {
  pending: "never",
  "requires-action": "never",
  "payment-pending": "never",
  paid: "never",
  "partially-fulfilled": "never",
  fulfilled: "never",
  delivered: "status",
  "partially-refunded": "delivery",
  "payment-failed": "status",
  cancelled: "status",
  expired: "status",
  refunded: "status",
} as const satisfies Record<OrderStatus, "status" | "delivery" | "never">;

/** Orders whose customer was erased before this wait no longer. */
export const waitsSince = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000);

/** For longer than an access token holds: what one orders meanwhile is found and erased, too. */
export const lateOrdersMs = 60 * 60_000;
