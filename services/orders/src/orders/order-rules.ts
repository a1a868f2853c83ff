/**
 * The states of an order, and which may follow which. What is not here is refused as `invalid-transition`. Once it is
 * paid its state tells the milestone that it reached last: a refund and a parcel may come in either order, and how much
 * was refunded or shipped is told beside it. The last line is of refunds that the gateway took and failed to make.
 */
export const nextStatuses = {
  pending: ["paid", "payment-failed", "requires-action", "payment-pending", "cancelled", "expired"],
  "requires-action": ["paid", "payment-failed", "payment-pending", "cancelled", "expired"],
  "payment-pending": ["paid", "payment-failed", "requires-action", "cancelled", "expired"],
  paid: ["partially-fulfilled", "fulfilled", "cancelled", "refunded", "partially-refunded"],
  "partially-fulfilled": ["fulfilled", "delivered", "refunded", "partially-refunded"],
  fulfilled: ["delivered", "refunded", "partially-refunded", "partially-fulfilled"],
  delivered: ["refunded", "partially-refunded", "partially-fulfilled"],
  "partially-refunded": ["paid", "partially-fulfilled", "fulfilled", "delivered", "refunded", "cancelled"],
  "payment-failed": [],
  cancelled: [],
  expired: [],
  refunded: ["partially-refunded", "paid", "partially-fulfilled", "fulfilled", "delivered"],
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

/** An order that may still be paid for with what its cart holds: see the index `orders_open_cart`. */
export const undecidedStatuses = [
  "pending",
  "requires-action",
  "payment-pending",
] as const satisfies readonly OrderStatus[];

/** How much of an order was shipped: of what is still to be shipped, `all`; and of that, `delivered`. */
export type FulfilmentState = "none" | "part" | "all" | "delivered";

const byFulfilment = {
  none: "paid",
  part: "partially-fulfilled",
  all: "fulfilled",
  delivered: "delivered",
} as const satisfies Record<FulfilmentState, OrderStatus>;

/** Where an order stands after something happened to it. */
export interface Standing {
  status: OrderStatus;
  captured: number;
  refunded: number;
  fulfilment: FulfilmentState;
}

/** What an order is called after something happened to it once it was paid. */
export function statusAfter(
  happened: "shipped" | "delivered" | "refunded" | "refund-failed",
  { status, captured, refunded, fulfilment }: Standing,
): OrderStatus {
  // Whatever becomes of its money, an order that was given up stays so.
  if ((deadStatuses as readonly OrderStatus[]).includes(status)) return status;
  const isAllRefunded = refunded > 0 && refunded >= captured;
  const tellsOfRefunds = status === "refunded" || status === "partially-refunded";
  switch (happened) {
    case "shipped":
      return byFulfilment[fulfilment];
    case "delivered":
      return fulfilment === "delivered" && !isAllRefunded ? "delivered" : status;
    case "refunded":
      return isAllRefunded ? "refunded" : "partially-refunded";
    case "refund-failed":
      if (isAllRefunded) return status;
      return tellsOfRefunds && refunded > 0 ? "partially-refunded" : byFulfilment[fulfilment];
  }
}
