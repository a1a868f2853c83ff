import { readOptions } from "../options";

test("without options it goes on for ten minutes with twenty orders a second, under a seed of its own", () => {
  expect(readOptions([], 42)).toEqual({
    minutes: 10,
    ordersPerSecond: 20,
    killsPerMinute: 12,
    seed: 42,
    settleMinutes: 6,
  });
});

test("what is asked for is taken", () => {
  const args = "--minutes 0.5 --orders-per-second 2.5 --kills-per-minute 0 --seed 7 --settle-minutes 2";

  expect(readOptions(args.split(" "), 42)).toEqual({
    minutes: 0.5,
    ordersPerSecond: 2.5,
    killsPerMinute: 0,
    seed: 7,
    settleMinutes: 2,
  });
});

test.each([
  [["--minutes", "soon"], '--minutes wants a number from 0.1 to 1440, not "soon"'],
  [["--orders-per-second", "0"], '--orders-per-second wants a number from 0.1 to 1000, not "0"'],
  [["--seed", "1.5"], '--seed wants a whole number, not "1.5"'],
  [["--gently"], "Unknown option '--gently'"],
])("%p is refused with one line and the usage", (args, line) => {
  expect(() => readOptions(args, 42)).toThrow(
    new RegExp(`^${line.replace(/[.]/g, "\\.")}\nusage: npm run chaos`),
  );
});
