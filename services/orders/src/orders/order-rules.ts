/** The states of an order, and which may follow which. What is not here is refused as `invalid-transition`. */
export const nextStatuses = {
  pending: ["paid", "payment-failed", "requires-action", "payment-pending", "cancelled", "expired"],
  "requires-action": ["paid", "payment-failed", "payment-pending", "cancelled", "expired"],
  "payment-pending": ["paid", "payment-failed", "requires-action", "cancelled", "expired"],
  paid: ["partially-fulfilled", "fulfilled", "cancelled", "refunded", "partially-refunded"],
  "partially-fulfilled": ["fulfilled", "refunded", "partially-refunded"],
  fulfilled: ["delivered", "refunded", "partially-refunded"],
  delivered: ["refunded", "partially-refunded"],
  "partially-refunded": ["partially-fulfilled", "fulfilled", "delivered", "refunded"],
  "payment-failed": [],
  cancelled: [],
  expired: [],
  refunded: [],
} as const satisfies Record<string, readonly string[]>;

export type OrderStatus = keyof typeof nextStatuses;
export const orderStatuses = Object.keys(nextStatuses) as [OrderStatus, ...OrderStatus[]];

/** Whether an order may go from one state to another. */
export const mayBecome = (from: OrderStatus, to: OrderStatus): boolean =>
  (nextStatuses[from] as readonly OrderStatus[]).includes(to);

/** Of these orders nothing more comes: their cart may be ordered again. */
export const deadStatuses = [
  "payment-failed",
  "cancelled",
  "expired",
] as const satisfies readonly OrderStatus[];
