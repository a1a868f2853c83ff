import { mayStillBegin, retryAfterMs, undoReasons } from "../src/checkout/checkout-rules";
import {
  deadStatuses,
  mayBecome,
  nextStatuses,
  type OrderStatus,
  orderStatuses,
} from "../src/orders/order-rules";

describe("the states of an order", () => {
  test.each(Object.entries(undoReasons))(
    "a checkout given up as %s ends in a state that nothing follows",
    (_reason, { status }) => {
      expect(nextStatuses[status]).toEqual([]);
      expect(deadStatuses).toContain(status);
    },
  );

  test.each(["pending", "requires-action", "payment-pending"] satisfies OrderStatus[])(
    "an order that is %s can be paid, and can be given up for every reason",
    (status) => {
      const ends: OrderStatus[] = ["paid", ...Object.values(undoReasons).map((reason) => reason.status)];

      expect(ends.filter((end) => !mayBecome(status, end))).toEqual([]);
    },
  );

  test("no state leads back to pending, nor out of one that is dead", () => {
    const dead: readonly OrderStatus[] = deadStatuses;

    expect(orderStatuses.filter((status) => mayBecome(status, "pending"))).toEqual([]);
    expect(orderStatuses.filter((to) => dead.some((from) => mayBecome(from, to)))).toEqual([]);
  });
});

describe("trying again", () => {
  test("waits longer each time, and never more than half a minute", () => {
    const waits = [0, 1, 2, 3, 4, 5, 50, 5_000].map(retryAfterMs);

    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  test("a payment is begun within a quarter of an hour, or not at all", () => {
    const placedAt = new Date("2026-01-31T12:00:00.000Z");

    expect(mayStillBegin(placedAt, new Date("2026-01-31T12:15:00.000Z"))).toBe(true);
    expect(mayStillBegin(placedAt, new Date("2026-01-31T12:15:00.001Z"))).toBe(false);
  });
});
