import { createSocket } from "node:dgram";
import { once } from "node:events";
import { eventually } from "@shopeasy/testing/eventually";
import { startXRayDaemon, type XRayDaemon } from "@shopeasy/testing/x-ray-daemon";
import { Conflict, TooManyRequests, Unavailable } from "../../src/errors";
import {
  annotate,
  beginTrace,
  configureTracing,
  currentTraceId,
  flushTraces,
  openTrace,
  span,
  traceHeader,
} from "../../src/tracing/tracing";

const root = "1-67891233-abcdef012345678912345678";
let daemon: XRayDaemon;

beforeAll(async () => {
  daemon = await startXRayDaemon();
});

afterAll(() => daemon.close());

beforeEach(() => {
  daemon.documents.length = 0;
  daemon.datagrams.length = 0;
  configureTracing({
    service: "orders",
    version: "1.2.3",
    daemonAddress: daemon.address,
    sampleRate: 1,
    enabled: true,
  });
});

function configureUnsampled() {
  configureTracing({ service: "orders", daemonAddress: daemon.address, sampleRate: 0, enabled: true });
}

describe("a request in which nothing runs", () => {
  const opening = {
    header: `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1`,
    http: { method: "GET", path: "/" },
    annotations: { "cart.lines": 3, note: "for ann@shop.test" },
  };

  test.each([
    { status: 200, contentLength: 512 },
    { status: 304 },
    { status: 404 },
    { status: 429 },
    { status: 503 },
  ])("is told as if something had: %j", async (outcome) => {
    const [bare, full] = [beginTrace(opening), beginTrace(opening)];

    bare.close(outcome);
    full.run(() => undefined);
    full.close(outcome);

    await eventually(() => expect(daemon.documents).toHaveLength(2));
    const [told, expected] = daemon.documents;
    const own = { id: expect.any(String), start_time: expect.any(Number), end_time: expect.any(Number) };
    expect(told).toEqual({ ...expected, ...own });
  });
});

describe("a request that is sampled", () => {
  test("is a segment with its route's pattern, and never its path", async () => {
    const trace = beginTrace({
      http: { method: "GET", path: "/carts/0b0e3f0a-5b0e-4c6e-9c0e-0e4a0f3f2a11" },
    });

    trace.run(() => annotate("cart.lines", 3));
    trace.setRoute("/carts/{id}");
    trace.close({ status: 200, contentLength: 512 });

    const segment = await daemon.segmentOf(trace.id);
    expect(segment).toMatchObject({
      name: "orders",
      http: {
        request: { method: "GET", url: "/carts/{id}" },
        response: { status: 200, content_length: 512 },
      },
      annotations: { cart_lines: 3 },
      service: { version: "1.2.3" },
    });
    expect(segment.end_time).toBeGreaterThanOrEqual(segment.start_time);
    expect(daemon.datagrams.join()).not.toContain("0b0e3f0a");
  });

  test("is closed once, even if its answer is finished and then its socket closed", async () => {
    const trace = beginTrace({ http: { method: "GET", path: "/" } });

    trace.close({ status: 200 });
    trace.close({ status: 500 });

    await daemon.segmentOf(trace.id);
    await flushTraces();
    expect(daemon.documents).toHaveLength(1);
  });

  test.each([
    [404, { error: true }],
    [429, { error: true, throttle: true }],
    [503, { fault: true }],
  ])("is marked by its status %d", async (status, marks) => {
    const trace = beginTrace({ http: { method: "GET", path: "/" } });

    trace.close({ status });

    expect(await daemon.segmentOf(trace.id)).toMatchObject(marks);
  });

  test("goes on with the caller's trace, under the caller's segment", async () => {
    const trace = beginTrace({ header: `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1` });

    trace.close();

    expect(trace.responseHeader).toBe(`Root=${root};Sampled=1`);
    expect(await daemon.segmentOf(root)).toMatchObject({ parent_id: "53995c3f42cd8ad8" });
  });
});

describe("the parts of a trace", () => {
  test("stand in one another, and hand on the header of the innermost", async () => {
    let header: string | undefined;

    const id = await openTrace({}, (trace) =>
      span("quote", async () => {
        await span(
          "catalog",
          async (call) => {
            header = traceHeader();
            call.setHttp({ method: "GET", url: "/internal/prices", status: 200 });
          },
          { remote: true, annotations: { skus: 2 }, metadata: { token: "abc", depth: 1 } },
        );
        return trace.id;
      }),
    );

    const segment = await daemon.segmentOf(id);
    const [quote] = segment.subsegments ?? [];
    const [catalog] = quote?.subsegments ?? [];
    expect(quote).toMatchObject({ name: "quote" });
    expect(quote?.namespace).toBeUndefined();
    expect(catalog).toMatchObject({
      name: "catalog",
      namespace: "remote",
      annotations: { skus: 2 },
      metadata: { default: { token: "[redacted]", depth: 1 } },
      http: { request: { method: "GET", url: "/internal/prices" }, response: { status: 200 } },
    });
    expect(header).toBe(`Root=${id};Parent=${catalog?.id};Sampled=1`);
  });

  test("that run at once are siblings", async () => {
    const id = await openTrace({}, async (trace) => {
      await Promise.all(["catalog", "cart", "users"].map((name) => span(name, async () => traceHeader())));
      return trace.id;
    });

    const { subsegments } = await daemon.segmentOf(id);
    expect(subsegments?.map(({ name }) => name)).toEqual(["catalog", "cart", "users"]);
  });

  test("tell what went wrong where it did, and the trace refers to it", async () => {
    const failure = new Error("no answer for ann@shop.test");

    const outcome = openTrace({ header: `Root=${root};Sampled=1` }, () =>
      span("catalog", () => Promise.reject(failure), { remote: true }),
    );

    await expect(outcome).rejects.toBe(failure);
    const segment = await daemon.segmentOf(root);
    const [catalog] = segment.subsegments ?? [];
    expect(catalog).toMatchObject({
      fault: true,
      cause: { exceptions: [{ type: "Error", message: "no answer for [email]" }] },
    });
    expect(catalog?.cause?.exceptions?.[0]?.stack.length).toBeGreaterThan(0);
    expect(segment).toMatchObject({ fault: true, cause: { id: catalog?.id } });
  });

  test.each([
    ["a refusal", new Conflict("order-exists", "There is an order."), { error: true }],
    ["a limit", new TooManyRequests("too-many-requests", "Slow down.", 5), { error: true, throttle: true }],
    ["an outage", new Unavailable("upstream-unavailable", "No answer."), { fault: true }],
  ])("distinguish %s", async (_case, thrown, marks) => {
    const outcome = openTrace({ header: `Root=${root};Sampled=1` }, () =>
      span("cart", () => Promise.reject(thrown)),
    );

    await expect(outcome).rejects.toBe(thrown);
    const { subsegments } = await daemon.segmentOf(root);
    expect(subsegments?.[0]).toMatchObject(marks);
    expect(subsegments?.[0]?.fault).toBe("fault" in marks ? true : undefined);
  });

  test("that outlast the answer go out with the segment when they end", async () => {
    const trace = beginTrace({ http: { method: "POST", path: "/orders" } });
    let finish = () => {};
    const late = trace.run(() => span("mail", () => new Promise<void>((resolve) => (finish = resolve))));

    trace.close({ status: 201 });
    finish();
    await late;

    const segment = await daemon.segmentOf(trace.id);
    expect(segment.subsegments?.[0]).toMatchObject({ name: "mail" });
    expect(daemon.documents).toHaveLength(1);
  });

  test("that begin in a trace which has ended before anything ran in it are not recorded, and run all the same", async () => {
    const trace = beginTrace({});
    trace.close();

    const result = await trace.run(() => span("late", async () => "done"));

    await daemon.segmentOf(trace.id);
    await flushTraces();
    expect(result).toBe("done");
    expect(daemon.documents).toHaveLength(1);
  });

  test("are sent ahead when there are many, and no datagram passes 64 kB", async () => {
    const id = await openTrace({}, (trace) =>
      span("import", async () => {
        for (let i = 0; i < 500; i++) {
          await span("postgresql", async () => undefined, { metadata: { line: "x".repeat(3000) } });
        }
        return trace.id;
      }),
    );

    await daemon.segmentOf(id);
    await flushTraces();
    const parts = daemon.documents.flatMap(function flatten(document): string[] {
      return [document.id, ...(document.subsegments ?? []).flatMap(flatten)];
    });
    expect(new Set(parts).size).toBe(502);
    expect(parts).toHaveLength(502);
    expect(Math.max(...daemon.datagrams.map((datagram) => Buffer.byteLength(datagram)))).toBeLessThan(64_000);
  });

  test("that are too large by themselves go without their metadata", async () => {
    const metadata = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`line-${index}`, "x".repeat(3000)]),
    );

    const id = await openTrace({}, async (trace) => {
      await span("import", async () => undefined, { metadata });
      return trace.id;
    });

    await daemon.segmentOf(id);
    await eventually(() => expect(daemon.documents).toHaveLength(2));
    const part = daemon.documents.find(({ name }) => name === "import");
    expect(part?.end_time).toEqual(expect.any(Number));
    expect(part?.metadata).toBeUndefined();
  });

  test("are a thousand at most", async () => {
    let ran = 0;

    const id = await openTrace({}, async (trace) => {
      await Promise.all(Array.from({ length: 1200 }, () => span("postgresql", async () => void ran++)));
      return trace.id;
    });

    await daemon.segmentOf(id);
    await flushTraces();
    const recorded = daemon.documents.flatMap(({ name, subsegments = [] }) => [
      name,
      ...subsegments.map((sub) => sub.name),
    ]);
    expect(ran).toBe(1200);
    expect(recorded.filter((name) => name === "postgresql")).toHaveLength(1000);
  });
});

describe("a request that is not sampled", () => {
  test("sends nothing, and passes on that it is not", async () => {
    const trace = beginTrace({ header: `Root=${root};Sampled=0`, http: { method: "GET", path: "/" } });

    const header = trace.run(() => traceHeader());
    trace.close({ status: 200 });

    await flushTraces();
    expect(header).toMatch(new RegExp(`^Root=${root};Parent=[\\da-f]{16};Sampled=0$`));
    expect(daemon.documents).toEqual([]);
  });

  test("has an id all the same, for its answer and its log lines", () => {
    configureUnsampled();

    const trace = beginTrace({});

    expect(trace.sampled).toBe(false);
    expect(trace.id).toMatch(/^1-[\da-f]{8}-[\da-f]{24}$/);
    expect(trace.responseHeader).toBe(`Root=${trace.id};Sampled=0`);
    expect(trace.run(currentTraceId)).toBe(trace.id);
  });

  test("is sent if it ends in a fault, under the id that its calls went out with", async () => {
    configureUnsampled();
    const trace = beginTrace({ http: { method: "POST", path: "/orders" } });
    const header = trace.run(() => traceHeader());

    trace.setRoute("/orders");
    trace.close({ status: 500, error: new Error("connection lost") });

    const segment = await daemon.segmentOf(trace.id);
    expect(segment).toMatchObject({
      fault: true,
      annotations: { kept_for_fault: true },
      http: { request: { url: "/orders" }, response: { status: 500 } },
      cause: { exceptions: [{ message: "connection lost" }] },
    });
    expect(header).toContain(`Parent=${segment.id}`);
  });

  test("is not sent for what the caller did wrong", async () => {
    configureUnsampled();
    const trace = beginTrace({ http: { method: "POST", path: "/orders" } });

    trace.close({ status: 409, error: new Conflict("order-exists", "There is an order.") });

    await flushTraces();
    expect(daemon.documents).toEqual([]);
  });
});

describe("tracing that is off", () => {
  test("records nothing, not even faults, and keeps the caller's id", async () => {
    configureTracing({ service: "orders", daemonAddress: daemon.address, sampleRate: 1, enabled: false });
    const trace = beginTrace({ header: `Root=${root};Sampled=1` });

    const [id, result] = await trace.run(async () => [
      currentTraceId(),
      await span("catalog", async () => 7),
    ]);
    trace.close({ status: 500 });

    await flushTraces();
    expect([id, result]).toEqual([root, 7]);
    expect(daemon.documents).toEqual([]);
  });

  test("outside of a trace there is nothing to pass on", async () => {
    expect(traceHeader()).toBeUndefined();
    expect(currentTraceId()).toBeUndefined();
    expect(await span("sweep", async () => "swept")).toBe("swept");
    expect(() => annotate("rows", 1)).not.toThrow();
  });
});

describe("a daemon", () => {
  test("that is not there does no harm, and holds up no shutdown", async () => {
    const gone = createSocket("udp4").bind(0, "127.0.0.1");
    await once(gone, "listening");
    const { port } = gone.address();
    gone.close();
    configureTracing({ service: "orders", daemonAddress: `127.0.0.1:${port}`, sampleRate: 1, enabled: true });

    const results = await Promise.all([1, 2, 3].map((n) => openTrace({}, async () => n)));
    await flushTraces();

    expect(results).toEqual([1, 2, 3]);
  });

  test("is found by its name", async () => {
    const named = daemon.address.replace("127.0.0.1", "localhost");
    configureTracing({
      service: "orders",
      daemonAddress: `udp:${named} tcp:${named}`,
      sampleRate: 1,
      enabled: true,
    });

    const id = await openTrace({}, async (trace) => trace.id);

    expect(await daemon.segmentOf(id)).toMatchObject({ name: "orders" });
  });

  test("at a malformed address is told at the start", () => {
    const configure = () =>
      configureTracing({ service: "orders", daemonAddress: "nowhere", sampleRate: 1, enabled: true });

    expect(configure).toThrow(/expected host:port/);
  });
});
