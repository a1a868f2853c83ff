import { readOptions } from "../options";
import { scenarioNames } from "../scenario-names";

test("without options, every scenario is run on a shop of 1,000 products", () => {
  const options = readOptions([]);

  expect(options).toEqual({
    only: scenarioNames,
    seconds: 10,
    products: 1000,
    connections: 16,
    traceRate: 0.05,
    openAt: 0.5,
    arrivals: "poisson",
    quota: 0.2,
    soak: undefined,
    json: undefined,
    out: undefined,
    compare: false,
    saveBaseline: false,
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

test("a journey's name stands for all its scenarios", () => {
  const { only } = readOptions(["--only", "sign-in,cart"]);

  expect(only).toEqual(["add-to-cart", "register", "login", "refresh"]);
});

test("a soak has a length in seconds, minutes or hours, and a rate", () => {
  const lengths = ["90s", "30m", "1.5h"].map(
    (length) => readOptions(["--soak", length, "--rate", "12"]).soak,
  );

  expect(lengths).toEqual([
    { seconds: 90, rate: 12 },
    { seconds: 1_800, rate: 12 },
    { seconds: 5_400, rate: 12 },
  ]);
});

test.each([
  [["--only", ""], 'There is no scenario ""'],
  [["--soak", "30"], '--soak wants 30s to 24h, as 30m, not "30"'],
  [["--soak", "1s"], '--soak wants 30s to 24h, as 30m, not "1s"'],
  [["--soak", "3m", "--only", "detail"], "--only does not go with --soak"],
  [["--rate", "9"], "--rate goes with --soak"],
  [["--open-at", "1"], '--open-at wants a number from 0 to 0.95, not "1"'],
  [["--arrivals", "bursts"], '--arrivals wants poisson or constant, not "bursts"'],
  [["--quota", "0"], '--quota wants a number from 0.05 to 16, not "0"'],
  [["--only", "detail,basket"], 'There is no scenario "basket"'],
  [["--seconds", "soon"], '--seconds wants a number from 0.5 to 600, not "soon"'],
  [["--products", "12.5"], '--products wants a whole number from 20 to 100000, not "12.5"'],
  [["--connections", "0"], '--connections wants a number from 1 to 256, not "0"'],
  [["--fast"], "Unknown option '--fast'"],
])("%p is refused with one line and the usage", (args, line) => {
  const read = () => readOptions(args);

  expect(read).toThrow(new RegExp(`^${line.replace(/[.]/g, "\\.")}\nusage: npm run bench`));
});
