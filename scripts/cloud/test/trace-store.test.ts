import { TraceStore } from "../trace-store";
import { find } from "../traces/find-rules";
import { conditionsOf } from "../traces/search-conditions";
import { aRequest, aSegment } from "./a-segment";

const listed = (traces: TraceStore, now = 0) =>
  find(traces, conditionsOf(new URLSearchParams(), now).conditions, now).traces;
const idsIn = (traces: TraceStore) => listed(traces).map(({ id }) => id);

test("a trace is summed up over all its services", () => {
  const traces = new TraceStore();

  traces.add(
    aSegment("t1", {
      id: "b2",
      parent_id: "a1",
      name: "catalog",
      start_time: 10.5,
      end_time: 13,
      fault: true,
    }),
  );
  traces.add(
    aSegment("t1", { ...aRequest("POST", "/orders", 201), annotations: { order_id: "o1", lines: 2 } }),
  );

  expect(listed(traces)).toEqual([
    {
      id: "t1",
      name: "orders",
      method: "POST",
      url: "/orders",
      operation: "POST /orders",
      status: 201,
      startedAt: 10_000,
      durationMs: 3000,
      responseMs: 2000,
      measuredMs: 2000,
      isRunning: false,
      hasBeginning: true,
      services: ["orders", "catalog"],
      hasError: true,
      verdict: "fault",
      annotations: { order_id: "o1", lines: "2" },
      isWhole: true,
    },
  ]);
});

test("a finished segment takes the place of its announcement", () => {
  const traces = new TraceStore();

  traces.add(aSegment("t1", { in_progress: true, end_time: undefined }));
  const [announced] = listed(traces);
  traces.add(aSegment("t1"));
  const [finished] = listed(traces);

  expect(announced).toMatchObject({ isRunning: true });
  expect(finished).toMatchObject({ isRunning: false, durationMs: 2000 });
  expect(traces.get("t1")?.documents).toHaveLength(1);
});

test("what a request called does not pass for it while it is at work, unless it never ends", () => {
  const traces = new TraceStore();
  const call = { id: "b2", parent_id: "a1", name: "cart", ...aRequest("GET", "/internal/carts/{id}", 200) };
  traces.add(aSegment("t1", { ...call, start_time: 10.5, end_time: 11 }));

  const [soon] = listed(traces, 12_000);
  const [late] = listed(traces, 60_000);
  traces.add(aSegment("t1", { ...aRequest("POST", "/orders", 201), start_time: 10, end_time: 15 }));
  const [ended] = listed(traces, 15_000);

  expect(soon).toMatchObject({ isRunning: true, hasBeginning: false, status: null, services: ["cart"] });
  expect(late).toMatchObject({ isRunning: false, hasBeginning: false, name: "cart", status: 200 });
  expect(ended).toMatchObject({ isRunning: false, hasBeginning: true, name: "orders", responseMs: 5000 });
});

test("what began a trace names it, though what it called began before by a wrong clock", () => {
  const traces = new TraceStore();
  const early = { id: "b2", parent_id: "lost", name: "cart", start_time: 9 };

  traces.add(aSegment("t1", early));
  traces.add(aSegment("t1"));

  expect(listed(traces)).toMatchObject([{ name: "orders", hasBeginning: true }]);
});

test("what began a trace names it, though the rest is but a summary by then", () => {
  const traces = new TraceStore({ traces: 1 });
  traces.add(aSegment("t1", { id: "b2", parent_id: "a1", name: "cart", start_time: 11, end_time: 11.5 }));
  traces.add(aSegment("t2"));

  traces.add(aSegment("t1", aRequest("POST", "/orders", 201)));

  expect(listed(traces)[1]).toMatchObject({ name: "orders", status: 201, isWhole: false, responseMs: 2000 });
});

test("of what does not fit, whole documents go first, and summaries stay to be found", () => {
  const byNumber = new TraceStore({ traces: 2, summaries: 2 });
  const byBytes = new TraceStore({ bytes: 1_500, summaryBytes: 1_200 });

  for (const id of ["t1", "t2", "t3", "t4", "t5"]) {
    byNumber.add(aSegment(id));
    byBytes.add(aSegment(id));
  }

  expect(idsIn(byNumber)).toEqual(["t5", "t4", "t3", "t2"]);
  expect(listed(byNumber).map(({ isWhole }) => isWhole)).toEqual([true, true, false, false]);
  expect(byNumber.get("t3")).toMatchObject({ documents: [], trace: { durationMs: 2000 } });
  expect([byNumber.get("t1"), byBytes.get("t1")]).toEqual([undefined, undefined]);
  expect(idsIn(byBytes)).toEqual(["t5", "t4", "t3", "t2"]);
});

test("what comes late of a trace that is but a summary is added to it, in its old place", () => {
  const traces = new TraceStore({ traces: 1 });
  traces.add(aSegment("t1", { annotations: { order_id: "o1" } }));
  traces.add(aSegment("t2"));

  traces.add(
    aSegment("t1", { id: "b2", parent_id: "a1", name: "cart", start_time: 70, end_time: 71, fault: true }),
  );

  expect(idsIn(traces)).toEqual(["t2", "t1"]);
  expect(listed(traces)[1]).toMatchObject({
    durationMs: 61_000,
    responseMs: 2000,
    services: ["orders", "cart"],
    verdict: "fault",
    annotations: { order_id: "o1" },
    isWhole: false,
  });
});

test("it tells from when on it forgot nothing", () => {
  let now = 50_000;
  const traces = new TraceStore({ traces: 1, summaries: 1 }, () => now);
  const since = traces.knowsSince;

  now = 60_000;
  for (const [index, id] of ["t1", "t2", "t3"].entries())
    traces.add(aSegment(id, { start_time: 55 + index, end_time: 60 }));

  expect([since, traces.knowsSince]).toEqual([50_000, 55_000]);
});

test("what is no segment is ignored", () => {
  const traces = new TraceStore();
  const garbage = [
    ...["", "not json", "null", "{}", "[]", '"text"', "1"],
    ...[{ id: 1 }, { name: null }, { trace_id: "<b>" }, { start_time: "now" }, { start_time: -1 }].map(
      (changes) => aSegment("t1", changes).toString(),
    ),
  ];

  for (const text of garbage) traces.add(Buffer.from(text));

  expect(listed(traces)).toEqual([]);
});

test("parts without sense, circles and clocks that run backwards harm nothing", () => {
  const traces = new TraceStore();

  traces.add(
    aSegment("t1", { id: "a", parent_id: "b", end_time: 3, subsegments: [null, 7, { id: 1 }, "x"] }),
  );
  traces.add(
    aSegment("t1", { id: "b", parent_id: "a", type: "subsegment", namespace: "remote", http: "no" }),
  );
  traces.add(
    aSegment("t2", { id: "c", parent_id: "c", annotations: [1], aws: null, http: { response: {} } }),
  );

  expect(listed(traces).map(({ durationMs }) => durationMs)).toEqual([2000, 2000]);
});

test("a trace holds no more documents than it may", () => {
  const traces = new TraceStore({ documentsPerTrace: 2 });

  for (const id of ["a", "b", "c"]) traces.add(aSegment("t1", { id }));

  expect(traces.get("t1")?.documents.map(({ id }) => id)).toEqual(["a", "b"]);
});
