import { TraceStore } from "../trace-store";

const segment = (traceId: string, more: Record<string, unknown> = {}) =>
  Buffer.from(
    JSON.stringify({ id: "a1", trace_id: traceId, name: "orders", start_time: 10, end_time: 12, ...more }),
  );

test("a trace is summed up over all its services", () => {
  const traces = new TraceStore();

  traces.add(
    segment("t1", {
      id: "b2",
      parent_id: "a1",
      name: "catalog",
      start_time: 10.5,
      end_time: 13,
      fault: true,
    }),
  );
  traces.add(
    segment("t1", { http: { request: { method: "POST", url: "/orders" }, response: { status: 201 } } }),
  );

  expect(traces.list(10)).toEqual([
    {
      id: "t1",
      name: "orders",
      method: "POST",
      url: "/orders",
      status: 201,
      startedAt: 10_000,
      durationMs: 3000,
      services: ["orders", "catalog"],
      hasError: true,
      annotations: {},
    },
  ]);
});

test("a finished segment takes the place of its announcement", () => {
  const traces = new TraceStore();

  traces.add(segment("t1", { in_progress: true, end_time: undefined }));
  traces.add(segment("t1"));

  expect(traces.get("t1")?.documents).toHaveLength(1);
  expect(traces.get("t1")?.durationMs).toBe(2000);
});

test("only the newest traces are kept, in number and in bytes", () => {
  const byNumber = new TraceStore({ traces: 3 });
  const byBytes = new TraceStore({ bytes: 250 });

  for (const id of ["t1", "t2", "t3", "t4", "t5"]) {
    byNumber.add(segment(id));
    byBytes.add(segment(id));
  }

  expect(byNumber.list(10).map(({ id }) => id)).toEqual(["t5", "t4", "t3"]);
  expect(byBytes.list(10).map(({ id }) => id)).toEqual(["t5", "t4", "t3"]);
});

test("what is no segment is ignored", () => {
  const traces = new TraceStore();

  for (const text of ["", "not json", "null", "{}"]) traces.add(Buffer.from(text));

  expect(traces.list(10)).toEqual([]);
});
