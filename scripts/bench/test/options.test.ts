import { readOptions } from "../options";
import { scenarioNames } from "../scenarios";

test("without options, every scenario is run on a shop of 1,000 products", () => {
  const options = readOptions([]);

  expect(options).toEqual({
    only: scenarioNames,
    seconds: 10,
    products: 1000,
    connections: 16,
    traceRate: 0.05,
    json: undefined,
  });
});

test("the wanted scenarios are run in their usual order, with what else is asked for", () => {
  const options = readOptions(
    "--only list,detail --seconds 2.5 --products 50 --connections 4 --json out.json".split(" "),
  );

  expect(options).toMatchObject({
    only: ["detail", "list"],
    seconds: 2.5,
    products: 50,
    connections: 4,
    json: "out.json",
  });
});

test.each([
  [["--only", "detail,checkout"], 'There is no scenario "checkout"'],
  [["--seconds", "soon"], '--seconds wants a number from 0.5 to 600, not "soon"'],
  [["--products", "12.5"], '--products wants a whole number from 20 to 100000, not "12.5"'],
  [["--connections", "0"], '--connections wants a number from 1 to 256, not "0"'],
  [["--fast"], "Unknown option '--fast'"],
])("%p is refused with one line and the usage", (args, line) => {
  const read = () => readOptions(args);

  expect(read).toThrow(new RegExp(`^${line.replace(/[.]/g, "\\.")}\nusage: npm run bench`));
});
