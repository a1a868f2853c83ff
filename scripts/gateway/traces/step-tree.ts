import { TraceDocument } from "./trace-schemas";

type Verdict = "fine" | "error" | "throttle" | "fault";

/** A service's segment, or a part of one, with what it called under it. Times are in milliseconds since the trace began. */
export interface Step {
  document: TraceDocument;
  /** The service in which it ran. */
  service: string;
  isSegment: boolean;
  startMs: number;
  endMs: number;
  isRunning: boolean;
  verdict: Verdict;
  /** By so much it was moved, since its service's clock must have been wrong. */
  shiftedMs: number;
  children: Step[];
}

interface Node {
  document: TraceDocument;
  parent: Node | undefined;
  children: Node[];
}

/** A trace of more can't be read; what is beyond is only in the data. */
export const stepsAtMost = 2_000;

/** Brings the documents of a trace, which came from all its services in any order, into one tree, or several. */
export function stepsOf(documents: readonly unknown[]): Step[] {
  const nodes = collect(documents);
  const roots = link(nodes);
  let startedAt = Number.POSITIVE_INFINITY;
  let endedAt = Number.NEGATIVE_INFINITY;
  for (const { document } of nodes) {
    startedAt = Math.min(startedAt, document.start_time);
    endedAt = Math.max(endedAt, document.start_time, document.end_time ?? 0);
  }
  const steps = new Map(nodes.map((node) => [node, stepOf(node, startedAt, endedAt)]));
  const pending = [...roots];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const step = steps.get(node);
    for (const child of node.children.toSorted(byStart)) {
      const under = steps.get(child);
      if (!step || !under) continue;
      if (!under.isSegment) under.service = step.service;
      step.children.push(under);
      pending.push(child);
    }
  }
  return roots.flatMap((root) => steps.get(root) ?? []);
}

/** In no order. */
export function everyStep(roots: readonly Step[]): Step[] {
  const all: Step[] = [];
  const pending = [...roots];
  for (let step = pending.pop(); step; step = pending.pop()) {
    all.push(step);
    pending.push(...step.children);
  }
  return all;
}

function stepOf({ document }: Node, startedAt: number, endedAt: number): Step {
  const { name, type, start_time, end_time, fault, error, throttle } = document;
  return {
    document,
    service: name,
    isSegment: type !== "subsegment",
    startMs: (start_time - startedAt) * 1_000,
    endMs: (Math.max(start_time, end_time ?? endedAt) - startedAt) * 1_000,
    isRunning: end_time === undefined,
    verdict: fault ? "fault" : throttle ? "throttle" : error ? "error" : "fine",
    shiftedMs: 0,
    children: [],
  };
}

/** Every readable document and those within it. A parent stands before its parts. */
function collect(documents: readonly unknown[]): Node[] {
  const nodes: Node[] = [];
  const known = new Set<string>();
  const pending: { value: unknown; parent: Node | undefined; isPart: boolean }[] = documents
    .map((value) => ({ value, parent: undefined, isPart: false }))
    .reverse();
  for (let next = pending.pop(); next && nodes.length < stepsAtMost; next = pending.pop()) {
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

const byStart = (one: Node, other: Node) => one.document.start_time - other.document.start_time;
