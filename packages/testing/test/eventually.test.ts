import { eventually } from "../src/eventually";

test("an assertion is tried until it passes", async () => {
  let tries = 0;

  const result = await eventually(() => {
    tries += 1;
    expect(tries).toBeGreaterThan(3);
    return "passed";
  });

  expect(result).toBe("passed");
  expect(tries).toBe(4);
});

test("an assertion that never passes fails with its own failure, in bounded time", async () => {
  const startedAt = Date.now();

  const waiting = eventually(() => Promise.reject(new Error("still empty")), { withinMs: 100 });

  await expect(waiting).rejects.toThrow("still empty");
  expect(Date.now() - startedAt).toBeLessThan(10_000);
});
