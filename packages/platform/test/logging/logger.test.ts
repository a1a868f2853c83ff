import { Writable } from "node:stream";
import { runWithContext } from "../../src/context/request-context";
import { createLogger, type LoggerOptions } from "../../src/logging/logger";

function aLogger(options: Partial<LoggerOptions> = {}) {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const logger = createLogger({ service: "orders", version: "1.2.3", destination, ...options });
  return { logger, lines, last: () => JSON.parse(lines.at(-1) ?? "null") };
}

describe("a log line", () => {
  test("is one line of JSON that says when, where and what", () => {
    const { logger, lines, last } = aLogger();

    logger.info("order.placed", { orderId: "0198c0de-7c3f-7b1a-9d5e-2f6a3b4c5d6e", total: 1999, lines: 2 });

    expect(last()).toEqual({
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      level: "info",
      event: "order.placed",
      service: "orders",
      version: "1.2.3",
      orderId: "0198c0de-7c3f-7b1a-9d5e-2f6a3b4c5d6e",
      total: 1999,
      lines: 2,
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^[^\n]*\n$/);
  });

  test("has the request's and the trace's id by itself, which fields can't forge", () => {
    const { logger, last } = aLogger();

    runWithContext({ requestId: "r-1", traceId: "1-a-b" }, () =>
      logger.info("order.placed", { requestId: "forged", level: "error", at: "never" }),
    );

    expect(last()).toMatchObject({ requestId: "r-1", traceId: "1-a-b", level: "info" });
    expect(last().at).not.toBe("never");
  });

  test("written after its request has ended is given the ids, and keeps them whole", () => {
    const { logger, last } = aLogger();
    const requestId = "0b0e3f0a-5b0e-4c6e-9c0e-0e4a0f3f2a11";

    logger.info("request.completed", { requestId, traceId: "1-a-b", messageId: requestId });

    expect(last()).toMatchObject({ requestId, traceId: "1-a-b", messageId: "0b0e3f0a-[redacted]" });
  });

  test("of a failure has its name, message, frames and causes, without the values of the query", () => {
    const { logger, last } = aLogger();
    const cause = Object.assign(new TypeError("for ann@shop.test"), {
      code: "23505",
      detail: "Key (email)=(ann@shop.test)",
    });
    const error = new Error("Failed query: insert into users values ($1)\nparams: ann@shop.test,4", {
      cause,
    });

    logger.error("order.failed", { error });

    expect(last().error).toEqual({
      name: "Error",
      message: "Failed query: insert into users values ($1)",
      stack: expect.stringMatching(/^at /),
      cause: { name: "TypeError", code: "23505", message: "for [email]", stack: expect.any(String) },
    });
    expect(JSON.stringify(last())).not.toContain("ann@");
  });

  test("takes anything that was thrown", () => {
    const { logger, last } = aLogger();

    logger.error("order.failed", { error: "just a text" });
    const text = last().error;
    logger.error("order.failed", { error: new AggregateError([new Error("one"), new Error("two")], "both") });

    expect(text).toBe("just a text");
    expect(last().error).toMatchObject({
      name: "AggregateError",
      errors: [{ message: "one" }, { message: "two" }],
    });
  });
});

describe("a prepared line", () => {
  test("says what its writer says, with the time, the ids and what the logger is bound to", () => {
    const { logger, last } = aLogger();
    const write = logger.child({ queue: "reviews", email: "ann@shop.test" }).prepareInfo("request.completed");

    write("r-1", "1-a-b", ',"status":200');

    expect(last()).toEqual({
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      level: "info",
      event: "request.completed",
      service: "orders",
      version: "1.2.3",
      queue: "reviews",
      email: "[redacted]",
      requestId: "r-1",
      traceId: "1-a-b",
      status: 200,
    });
    expect(Math.abs(Date.parse(String(last().at)) - Date.now())).toBeLessThan(10_000);
  });

  test("is kept back where info is", () => {
    const { logger, lines } = aLogger({ level: "warn" });

    logger.prepareInfo("request.completed")("r-1", "1-a-b", "");

    expect(lines).toEqual([]);
  });
});

describe("the level", () => {
  test("keeps back what is below it", () => {
    const { logger, lines } = aLogger({ level: "warn" });

    logger.debug("cache.missed");
    logger.info("order.placed");
    logger.warn("payment.retried");
    logger.error("payment.failed");

    expect(lines.map((line) => JSON.parse(line).event)).toEqual(["payment.retried", "payment.failed"]);
  });

  test("can be changed while the service runs, for children too", () => {
    const { logger, lines } = aLogger({ level: "error" });
    const child = logger.child({ queue: "reviews" });

    child.info("message.taken");
    logger.setLevel("debug");
    child.debug("message.read");

    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { event: "message.read", queue: "reviews" },
    ]);
  });
});

test("a child's fields are in each of its lines, and are redacted as all are", () => {
  const { logger, last } = aLogger();

  logger
    .child({ queue: "reviews", token: "t-1" })
    .child({ attempt: 1 })
    .info("message.taken", { attempt: 2 });

  expect(last()).toMatchObject({ queue: "reviews", token: "[redacted]", attempt: 2 });
});

test("logging never throws", () => {
  const { logger, last } = aLogger();
  const hostile = {
    get value() {
      throw new Error("no");
    },
    toJSON() {
      throw new Error("no");
    },
  };

  logger.info("thing.seen", {
    hostile,
    proxy: new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("no");
        },
      },
    ),
    n: 10n,
  });

  expect(last()).toMatchObject({
    event: "thing.seen",
    hostile: { value: "[unreadable]" },
    proxy: "[unreadable]",
    n: "10",
  });
});
