import { eventSchemas, shopEvent } from "../src/events";
import { formatMoney, Money } from "../src/money";

const userId = "0190a000-0000-7000-8000-000000000001";

test("an event keeps its type, version and time in the envelope", () => {
  const event = shopEvent(
    "user.registered",
    {
      id: "0190a000-0000-7000-8000-000000000002",
      occurredAt: new Date("2026-01-31T12:00:00Z"),
      aggregateId: userId,
      aggregateVersion: 1,
    },
    { userId: userId as never },
  );

  expect(event).toMatchObject({
    type: "user.registered",
    version: 1,
    occurredAt: "2026-01-31T12:00:00.000Z",
  });
});

test("a consumer tolerates a field that it does not know", () => {
  const event = {
    id: "0190a000-0000-7000-8000-000000000002",
    type: "user.registered",
    version: 1,
    occurredAt: "2026-01-31T12:00:00.000Z",
    aggregateId: userId,
    aggregateVersion: 1,
    data: { userId, later: "field" },
    alsoLater: true,
  };

  expect(eventSchemas["user.registered"].parse(event).data).toEqual({ userId });
});

test("money is whole minor units: a fraction, a float's infinity and an unknown currency are refused", () => {
  expect(Money.safeParse({ amount: 19.99, currency: "USD" }).success).toBe(false);
  expect(Money.safeParse({ amount: Number.POSITIVE_INFINITY, currency: "USD" }).success).toBe(false);
  expect(Money.safeParse({ amount: 1999, currency: "XXX" }).success).toBe(false);
});

test("money is written with as many decimals as its currency has", () => {
  expect(formatMoney({ amount: 1999, currency: "USD" })).toBe("$19.99");
  expect(formatMoney({ amount: 1999, currency: "JPY" })).toBe("¥1,999");
});
