import { formatTraceHeader, newSpanId, newTraceId, parseTraceHeader } from "../../src/tracing/trace-header";

const root = "1-67891233-abcdef012345678912345678";

test("a load balancer's header is read, whatever else stands in it", () => {
  const read = parseTraceHeader(`Self=1-67891234-12456789abcdef012345678a;Root=${root};CalledFrom=app`);

  expect(read).toEqual({ root });
});

test("a caller's parent and decision are read", () => {
  const read = parseTraceHeader(`Root=${root}; Parent=53995c3f42cd8ad8; Sampled=1`);

  expect(read).toEqual({ root, parent: "53995c3f42cd8ad8", sampled: true });
});

test.each([
  ["nothing", undefined, {}],
  ["a decision left to us", "Sampled=?", {}],
  ["a decision alone", "Sampled=0", { sampled: false }],
  ["a root with another text in it", "Root=1-67891233-<script>", {}],
  ["a root that is too long", `Root=${root}00`, {}],
  ["a parent of no root", "Parent=53995c3f42cd8ad8", {}],
  ["a malformed parent", `Root=${root};Parent=x;Sampled=0`, { root, sampled: false }],
  ["a huge header", `Root=${root};${"x".repeat(2000)}`, {}],
])("a header of %s counts for what is well formed in it", (_case, header, expected) => {
  expect(parseTraceHeader(header)).toEqual(expected);
});

test("what is written is read again", () => {
  const [trace, parent] = [newTraceId(), newSpanId()];

  const header = formatTraceHeader(trace, parent, true);

  expect(parseTraceHeader(header)).toEqual({ root: trace, parent, sampled: true });
});

test("a trace id holds the second in which it began, and no two are the same", () => {
  const ids = Array.from({ length: 2000 }, () => newTraceId(0x5759e988 * 1000));

  expect(new Set(ids).size).toBe(2000);
  expect(ids.every((id) => /^1-5759e988-[\da-f]{24}$/.test(id))).toBe(true);
});
