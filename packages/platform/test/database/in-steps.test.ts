import { inSteps } from "@shopeasy/platform/database/in-steps";

test.each([
  [[], []],
  [["a"], ["a"]],
  [
    ["a", "b"],
    ["a", "b"],
  ],
  [
    ["a", "b", "c"],
    ["a", "b", "c", "c"],
  ],
])("%j becomes as many as the next power of two: %j", (values, steps) => {
  expect(inSteps(values)).toEqual(steps);
});

test("a hundred values and more make one text", () => {
  const lengths = [65, 100, 128].map((length) => inSteps(Array.from({ length }, (_, at) => at)).length);

  expect(lengths).toEqual([128, 128, 128]);
});
