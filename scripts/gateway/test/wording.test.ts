import { duration } from "../pages/wording";

test.each([
  [0, "0 µs"],
  [0.4, "400 µs"],
  [0.999_6, "1.00 ms"],
  [9.994, "9.99 ms"],
  [9.996, "10.0 ms"],
  [99.94, "99.9 ms"],
  [99.96, "100 ms"],
  [999.4, "999 ms"],
  [999.6, "1.00 s"],
  [59_990, "59.99 s"],
  [59_996, "1.0 min"],
  [600_000, "10.0 min"],
])("%p ms reads %p: the unit is that of the rounded number", (ms, text) => {
  expect(duration(ms)).toBe(text);
});
