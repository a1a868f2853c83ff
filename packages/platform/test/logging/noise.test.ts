import { LogLevels } from "@shopeasy/contracts/flag-declaration";
import { type Access, createAccessLog } from "../../src/logging/access-log";
import { followLogLevels } from "../../src/logging/follow-levels";
import { ReadSamples } from "../../src/logging/read-samples";
import { logLines } from "../fixtures/log-lines";

const aRead: Access = {
  ...{ method: "GET", route: "/products", status: 200, milliseconds: 3, bytes: 100, principalId: undefined },
  ...{ aborted: false, requestId: "r", traceId: "t" },
};

/** A log of which so many of many reads have a line. */
function sampledLog(readsOneIn: number) {
  const lines = logLines();
  lines.logger.sampling.readsOneIn = readsOneIn;
  return { ...lines, logAccess: createAccessLog(lines.logger) };
}

const standFor = (lines: readonly Record<string, unknown>[]) =>
  lines.reduce((sum, { sampled = 1 }) => sum + Number(sampled), 0);

describe("sampling", () => {
  test("a route that is asked often has fewer lines, and these say how many they stand for", () => {
    const log = sampledLog(50);

    for (let count = 0; count < 1_000; count++) log.logAccess(aRead);

    const lines = log.of("request.completed");
    expect(lines.length).toBeLessThan(60);
    expect(lines.length + log.logger.sampling.leftOut).toBe(1_000);
    expect(standFor(lines)).toBeGreaterThan(950);
  });

  test("what is asked rarely has all its lines", () => {
    let now = 0;
    const samples = new ReadSamples({ readsOneIn: 100, leftOut: 0 }, () => now);

    const stood = Array.from({ length: 30 }, () => {
      now += 250;
      return samples.standsFor("/brands");
    });

    expect(stood).toEqual(stood.map(() => 1));
  });

  test("what was left out is told by the next line of its route, to the last one", () => {
    let now = 0;
    const samples = new ReadSamples({ readsOneIn: 10, leftOut: 0 }, () => now);

    const inOneSecond = Array.from({ length: 21 }, () => samples.standsFor("/products"));
    now = 1_000;
    const next = samples.standsFor("/products");

    expect(inOneSecond.filter((count) => count > 0)).toEqual([1, 1, 1, 1, 1, 10]);
    expect(next).toBe(7);
  });

  test.each<[string, Partial<Access>]>([
    ["a write", { method: "POST", status: 201 }],
    ["an error", { status: 500 }],
    ["a refusal", { status: 404 }],
    ["a slow answer", { milliseconds: 1_500 }],
    ["an answer that nobody waited for", { aborted: true }],
    ["a request whose trace is recorded", { isTraced: true }],
  ])("%s is never left out", (_what, difference) => {
    const log = sampledLog(10_000);

    for (let count = 0; count < 100; count++) log.logAccess({ ...aRead, ...difference });

    expect(log.of("request.completed")).toHaveLength(100);
  });
});

describe("repeated warnings", () => {
  test("are collapsed, and the last one says how many it stands for", () => {
    const { logger, of } = logLines();

    for (let count = 1; count <= 500; count++) logger.warn("call.failed", { count });
    logger.endRepeats();

    const lines = of("call.failed");
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toMatchObject({ level: "warn", count: 500, repeated: 480 });
    expect(logger.collapsed).toBe(480);
  });

  test("of one queue do not hide another's, nor do warnings hide errors", () => {
    const { logger, of } = logLines();
    const [one, other] = [logger.child({ queue: "one" }), logger.child({ queue: "other" })];

    for (let count = 0; count < 100; count++) {
      one.warn("queue.not-reached");
      logger.error("request.failed");
    }
    other.warn("queue.not-reached");

    expect(of("queue.not-reached").filter(({ queue }) => queue === "other")).toHaveLength(1);
    expect(of("request.failed")).toHaveLength(100);
  });
});

describe("levels that operators change", () => {
  /** The flag, as it is heard by one program. */
  function followed(program: string) {
    const lines = logLines();
    lines.logger.setLevel("info");
    let said = LogLevels.parse({ programs: [] });
    let changed = () => {};
    followLogLevels({
      ...{ logger: lines.logger, program },
      flags: {
        asker: { service: "orders", version: "abc" },
        value: () => said,
        onChange: (listener) => {
          changed = listener;
        },
      },
    });
    return {
      ...lines,
      say: (...programs: object[]) => {
        said = LogLevels.parse({ programs });
        changed();
      },
    };
  }

  test("hold for the program that is meant, and go back when the flag says nothing any more", () => {
    const worker = followed("worker");

    worker.say({ service: "orders", program: "worker", level: "debug" });
    worker.logger.debug("one.seen");
    worker.say();
    worker.logger.debug("two.seen");

    expect(worker.of("one.seen")).toHaveLength(1);
    expect(worker.of("two.seen")).toHaveLength(0);
    expect(worker.of("log.level-changed")).toEqual([
      expect.objectContaining({ from: "info", to: "debug" }),
      expect.objectContaining({ from: "debug", to: "info" }),
    ]);
  });

  test("do not concern other services, programs or versions", () => {
    const main = followed("main");

    main.say(
      { service: "cart", level: "debug" },
      { service: "orders", program: "worker", level: "debug" },
      { service: "orders", version: "def", level: "debug" },
    );

    expect(main.logger.level).toBe("info");
  });

  test("are those of the last entry that fits, and sampling goes with them", () => {
    const main = followed("main");

    main.say(
      { service: "orders", level: "warn" },
      { service: "orders", version: "abc", level: "error", readsOneIn: 100 },
    );
    const during = { level: main.logger.level, ...main.logger.sampling };
    main.say();

    expect(during).toEqual({ level: "error", readsOneIn: 100, leftOut: 0 });
    expect(main.logger.sampling.readsOneIn).toBe(1);
  });

  test.each([
    { programs: [{ service: "orders" }] },
    { programs: [{ service: "nobody", level: "debug" }] },
    { programs: [{ service: "orders", level: "loud" }] },
    { programs: [{ service: "orders", readsOneIn: 0 }] },
    { programs: [{ service: "orders", level: "debug", programme: "main" }] },
  ])("are refused where they make no sense: %j", (said) => {
    expect(LogLevels.safeParse(said).success).toBe(false);
  });
});
