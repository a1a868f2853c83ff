import { readOptions } from "../options";

const read = (line: string) => readOptions(line.split(" ").filter(Boolean));

test("a release names its environment and service, and the rest has a default", () => {
  const options = read("deploy --environment prod --service orders --strategy linear");

  expect(options).toEqual({
    ...{ command: "deploy", environment: "prod", services: ["orders"], strategy: "linear" },
    ...{ version: undefined, onInterrupt: undefined, endsWait: false, profile: undefined },
  });
});

test("images are built for what tasks run on, unless told otherwise", () => {
  expect(read("build --all")).toMatchObject({ platform: "linux/arm64", isLocal: false });
});

test.each([
  ["", "What is to be done?"],
  ["depoly", 'There is no command "depoly"'],
  ["constructor", 'There is no command "constructor"'],
  ["deploy orders", '"orders" is one word too many'],
  ["deploy --environment prod", "deploy needs --service"],
  ["deploy --service orders", "--environment is missing"],
  ["deploy --environment prod --service orders --all", "exclude each other"],
  ["deploy --environment Prod! --service orders", 'no environment\'s name: "Prod!"'],
  ["deploy --environment prod --service order", "--service is one of users, catalog, cart, orders, feedback"],
  ["deploy --environment prod --service orders --strategy canary", "--strategy is one of canary10"],
  ["deploy --environment prod --service orders --version main", "twelve hex digits of a commit"],
  ["deploy --environment prod --service orders --version 0123456789ab-dirty", "is a laptop's"],
  ["deploy --environment prod --service orders --local", "--local does not belong to deploy"],
  ["rollback --environment prod --all", "--all does not belong to rollback"],
  ["promote --from prod --to prod --all", "the same environment"],
  ["build --all --platform linux/386", "--platform is one of"],
  ["status --environment prod --nonsense", "Unknown option '--nonsense'"],
])("`%s` is refused, and told why: %s", (line, why) => {
  expect(() => read(line)).toThrow(why);
});
