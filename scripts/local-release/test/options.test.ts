import { readOptions } from "../options";

test("a release of a service, with what is usual", () => {
  expect(readOptions(["--service", "orders"])).toMatchObject({
    command: "release",
    service: "orders",
    strategy: "canary10",
    holdSeconds: 10,
    version: undefined,
    environment: {},
    from: undefined,
    dataDir: expect.stringMatching(/\.shopeasy$/),
  });
});

test("all of it said", () => {
  const args = [
    "--service",
    "cart",
    "--strategy",
    "linear",
    "--hold",
    "1.5m",
    "--version",
    "0123456789ab-dirty",
  ];
  const variables = ["--environment", "LOG_LEVEL=debug", "--environment", "RATE_LIMITS=a=b"];

  expect(readOptions([...args, ...variables, "--from", "/elsewhere", "--data", "/data"])).toMatchObject({
    service: "cart",
    strategy: "linear",
    holdSeconds: 90,
    version: "0123456789ab-dirty",
    environment: { LOG_LEVEL: "debug", RATE_LIMITS: "a=b" },
    from: "/elsewhere",
    dataDir: "/data",
  });
});

describe("refused, with what to do and how it is used", () => {
  it.each([
    ["nothing", [], /^Which --service/],
    ["a service that is none", ["--service", "shoes"], /one of users, catalog, .* not "shoes"/],
    [
      "a strategy that is none",
      ["--service", "cart", "--strategy", "yolo"],
      /one of canary10, .* not "yolo"/,
    ],
    ["a time that is none", ["--service", "cart", "--hold", "soon"], /like 10s, not "soon"/],
    ["a time that is too long", ["--service", "cart", "--hold", "61m"], /up to 60m/],
    ["a version that is none", ["--service", "cart", "--version", "1.2"], /"1\.2" is no version/],
    ["a variable without a value", ["--service", "cart", "--environment", "X"], /KEY=VALUE, not "X"/],
    ["a variable of no name", ["--service", "cart", "--environment", "a-b=c"], /"a-b" is no name/],
    ["a variable of ours", ["--service", "cart", "--environment", "PORT=1"], /"PORT" is said by the release/],
    ["an option that nobody knows", ["--colour", "red"], /--colour/],
    ["status with something else", ["--status", "--service", "cart"], /stand alone/],
    ["status and abort", ["--status", "--abort"], /stand alone/],
  ])("%s", (_what, args, says) => {
    expect(() => readOptions(args)).toThrow(says);
    expect(() => readOptions(args)).toThrow(/\nusage:/);
  });
});
