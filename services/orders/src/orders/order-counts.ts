import { shopMetrics } from "@shopeasy/contracts/metrics";
import type { Money } from "@shopeasy/contracts/money";
import type { Metrics } from "@shopeasy/platform/metrics/metrics";
import { type UndoReason, undoReasons } from "../checkout/checkout-rules";
import { paymentFailureOf } from "../checkout/payment-failure-rules";
import type { RefundState } from "../refunds/refund-rules";
import type { ReturnStatus } from "../returns/return-rules";

/** What the shop's owner is told of orders. Each function is called once for its fact, after that was committed. */
export type OrderCounts = ReturnType<typeof orderCounts>;

interface Books {
  order: Pick<Money, "currency">;
  refunds: readonly { id: string; state: RefundState; amount: number }[];
}

export function orderCounts(metrics: Metrics) {
  const steps = metrics.counter(shopMetrics, "checkout_steps_total");
  const orders = metrics.counter(shopMetrics, "orders_total");
  const revenue = metrics.counter(shopMetrics, "orders_revenue_minor_total");
  const failures = metrics.counter(shopMetrics, "payment_failures_total");
  const refusals = metrics.counter(shopMetrics, "stock_refusals_total");
  const refunds = metrics.counter(shopMetrics, "refunds_total");
  const givenBack = metrics.counter(shopMetrics, "refunds_minor_total");
  const returns = metrics.counter(shopMetrics, "returns_total");
  const fulfilments = metrics.counter(shopMetrics, "fulfilments_total");

  return {
    quoted: () => steps.inc({ step: "quoted" }),
    placed: () => steps.inc({ step: "order-placed" }),
    paid({ amount, currency }: Money): void {
      steps.inc({ step: "order-paid" });
      orders.inc({ outcome: "paid" });
      revenue.inc({ currency }, amount);
    },
    /** A checkout was given up. */
    undone(reason: UndoReason, declineCode: string | undefined): void {
      orders.inc({ outcome: undoReasons[reason].status });
      const failure = paymentFailureOf(reason, declineCode);
      if (failure) failures.inc({ reason: failure });
      if (reason === "out-of-stock") refusals.inc({ place: "order" });
    },
    /** An order that was paid for was cancelled. */
    cancelled: () => orders.inc({ outcome: "cancelled" }),
    /** There was too little for an order before it was one. */
    refusedForStock: () => refusals.inc({ place: "order" }),
    /** How an order's refunds stood before and after something was heard of them. */
    refundsMoved(before: Books, { order, refunds: now }: Books): void {
      for (const { id, state, amount } of now) {
        if (before.refunds.find((refund) => refund.id === id)?.state === state) continue;
        if (state === "succeeded") givenBack.inc({ currency: order.currency }, amount);
        if (state === "succeeded" || state === "failed") refunds.inc({ outcome: state });
      }
    },
    returnBecame: (status: ReturnStatus) => returns.inc({ status }),
    parcelBecame: (status: "shipped" | "delivered") => fulfilments.inc({ status }),
  };
}
