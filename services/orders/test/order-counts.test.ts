import { createMetrics } from "@shopeasy/platform/metrics/metrics";
import { paymentFailureOf } from "../src/checkout/payment-failure-rules";
import { orderCounts } from "../src/orders/order-counts";

/** The counts, and what is told of them. */
function counted() {
  const metrics = createMetrics({ service: "orders" });
  const told = async (series: string) => {
    const [name, labels] = series.split("|");
    const line = (await metrics.render())
      .split("\n")
      .find((each) => each.startsWith(`${name}{`) && each.includes(labels ?? ""));
    return Number(line?.split(" ").at(-1));
  };
  return { counts: orderCounts(metrics), told };
}

const books = (...states: ("requested" | "pending" | "succeeded" | "failed")[]) => ({
  order: { currency: "USD" as const },
  refunds: states.map((state, at) => ({ id: `refund-${at}`, state, amount: 500 })),
});

test("a paid order is a step, an outcome, and money", async () => {
  const { counts, told } = counted();

  counts.paid({ amount: 2_599, currency: "EUR" });

  expect(await told('checkout_steps_total|step="order-paid"')).toBe(1);
  expect(await told('orders_total|outcome="paid"')).toBe(1);
  expect(await told('orders_revenue_minor_total|currency="EUR"')).toBe(2_599);
});

test("an order given up for want of stock is no failure of its payment", async () => {
  const { counts, told } = counted();

  counts.undone("out-of-stock", undefined);

  expect(await told('orders_total|outcome="cancelled"')).toBe(1);
  expect(await told('stock_refusals_total|place="order"')).toBe(1);
  expect(await told('payment_failures_total|reason="declined"')).toBe(0);
});

test("a refund counts when it succeeds or fails, and not when it is heard of again", async () => {
  const { counts, told } = counted();

  counts.refundsMoved(books("requested"), books("pending"));
  counts.refundsMoved(books("pending"), books("succeeded", "failed"));
  counts.refundsMoved(books("succeeded", "failed"), books("succeeded", "failed"));

  expect(await told('refunds_total|outcome="succeeded"')).toBe(1);
  expect(await told('refunds_total|outcome="failed"')).toBe(1);
  expect(await told('refunds_minor_total|currency="USD"')).toBe(500);
});

test.each([
  ["declined", "insufficient_funds", "insufficient-funds"],
  ["declined", "a_code_that_is_new", "declined"],
  ["reservation-expired", undefined, "too-late"],
  ["payment-unavailable", undefined, "gateway-unavailable"],
  ["cancelled", undefined, null],
] as const)("an order undone as %s with %s was not paid for the reason %s", (reason, code, failure) => {
  expect(paymentFailureOf(reason, code)).toBe(failure);
});
