import { TraceDocument } from "./trace-schemas";

type Verdict = "fine" | "error" | "fault";

/** One line of a waterfall: a service's segment, or a part of one. */
export interface Bar {
  document: TraceDocument;
  /** 0 for what began the trace. */
  depth: number;
  /** The service in which it ran, and its place among the trace's services. */
  service: string;
  serviceIndex: number;
  /** From the beginning of the trace, in milliseconds. */
  startMs: number;
  /** Until the end of the trace where its end is not known. */
  durationMs: number;
  isRunning: boolean;
  verdict: Verdict;
}

export interface Waterfall {
  /** In the order to be read: each before what it called, siblings by when they began. */
  bars: Bar[];
  services: string[];
  totalMs: number;
  /** How many were left out because a trace of so many can't be read. */
  leftOut: number;
}

interface Node {
  document: TraceDocument;
  parent: Node | undefined;
  children: Node[];
}

const shownAtMost = 1_000;

/** Brings the documents of a trace, which came from all its services in any order, into one tree. */
export function waterfallOf(documents: readonly unknown[]): Waterfall {
  const nodes = collect(documents);
  const roots = link(nodes);
  let startedAt = Number.POSITIVE_INFINITY;
  let endedAt = Number.NEGATIVE_INFINITY;
  for (const { document } of nodes) {
    startedAt = Math.min(startedAt, document.start_time);
    endedAt = Math.max(endedAt, document.start_time, document.end_time ?? 0);
  }
  const services = [
    ...new Set(
      nodes
        .filter(({ document }) => document.type !== "subsegment")
        .toSorted(byStart)
        .map(({ document }) => document.name),
    ),
  ];

  const bars: Bar[] = [];
  const pending = roots.toReversed().map((node) => ({ node, depth: 0, service: node.document.name }));
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, depth } = next;
    const { document } = node;
    const service = isSegment(node) ? document.name : next.service;
    bars.push({
      document,
      depth,
      service,
      serviceIndex: Math.max(0, services.indexOf(service)),
      startMs: (document.start_time - startedAt) * 1_000,
      durationMs: Math.max(0, (document.end_time ?? endedAt) - document.start_time) * 1_000,
      isRunning: document.end_time === undefined,
      verdict: document.fault ? "fault" : document.error || document.throttle ? "error" : "fine",
    });
    for (const child of node.children.toSorted(byStart).reverse()) {
      pending.push({ node: child, depth: depth + 1, service });
    }
  }
  return {
    bars: bars.slice(0, shownAtMost),
    services,
    totalMs: nodes.length === 0 ? 0 : (endedAt - startedAt) * 1_000,
    leftOut: Math.max(0, bars.length - shownAtMost),
  };
}

/** Every readable document and those within it. A parent stands before its parts. */
function collect(documents: readonly unknown[]): Node[] {
  const nodes: Node[] = [];
  const known = new Set<string>();
  const pending: { value: unknown; parent: Node | undefined; isPart: boolean }[] = documents
    .map((value) => ({ value, parent: undefined, isPart: false }))
    .reverse();
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { success, data } = TraceDocument.safeParse(next.value);
    // A part that was sent ahead may stand in its segment as well.
    if (!success || known.has(data.id)) continue;
    known.add(data.id);
    const document = next.isPart ? { ...data, type: "subsegment" } : data;
    const node: Node = { document, parent: next.parent, children: [] };
    nodes.push(node);
    for (const value of data.subsegments ?? []) pending.push({ value, parent: node, isPart: true });
  }
  return nodes;
}

/** Hangs each node under its parent and gives those without one; a parent that never came makes none of them lost. */
function link(nodes: readonly Node[]): Node[] {
  const byId = new Map(nodes.map((node) => [node.document.id, node]));
  const roots: Node[] = [];
  for (const node of nodes) {
    const parent = node.parent ?? byId.get(node.document.parent_id ?? "");
    node.parent = parent && !isWithin(parent, node) ? parent : undefined;
    if (node.parent) node.parent.children.push(node);
    else roots.push(node);
  }
  return roots.toSorted(byStart);
}

/** Whether a node hangs, however deep, under another: to hang that one under it would close a circle. */
function isWithin(node: Node, other: Node): boolean {
  for (let above: Node | undefined = node; above; above = above.parent) if (above === other) return true;
  return false;
}

const isSegment = ({ document }: Node) => document.type !== "subsegment";

const byStart = (one: Node, other: Node) => one.document.start_time - other.document.start_time;
