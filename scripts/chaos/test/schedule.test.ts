import { scheduleOf } from "../killers/schedule";

const anHour = 3_600_000;

test("the same seed deals the same blows at the same times, and another seed others", () => {
  const one = scheduleOf({ seed: 7, ms: anHour, perMinute: 12 });

  expect(scheduleOf({ seed: 7, ms: anHour, perMinute: 12 })).toEqual(one);
  expect(scheduleOf({ seed: 8, ms: anHour, perMinute: 12 })).not.toEqual(one);
});

test("an hour has every process killed and the payment gateway's connection broken", () => {
  const blows = scheduleOf({ seed: 1, ms: anHour, perMinute: 12 });

  const struck = new Set(blows.map((blow) => (blow.kind === "kill" ? blow.victim : "payments")));
  expect([...struck].sort()).toEqual(
    [
      "cart",
      "cart-worker",
      "catalog",
      "catalog-worker",
      "cloud",
      "feedback",
      "feedback-worker",
      "gateway",
      "inventory-stream",
      "notifications",
      "orders",
      "orders-worker",
      "payments",
      "postgres",
      "users",
      "users-worker",
    ].sort(),
  );
});

test("however many blows there are, no process is killed so often in a row that the supervisor gives it up", () => {
  const blows = scheduleOf({ seed: 3, ms: anHour, perMinute: 60 });

  const row = new Map<string, { count: number; atMs: number }>();
  for (const blow of blows) {
    if (blow.kind !== "kill") continue;
    const before = row.get(blow.victim);
    const isInRow = before && blow.atMs - before.atMs < 60_000;
    row.set(blow.victim, { count: isInRow ? before.count + 1 : 1, atMs: blow.atMs });
    expect(row.get(blow.victim)?.count).toBeLessThanOrEqual(4);
  }
});

test("without kills nothing is done", () => {
  expect(scheduleOf({ seed: 1, ms: anHour, perMinute: 0 })).toEqual([]);
});
