import { mendClocks } from "./clock-rules";
import { criticalPathOf, type Stretch } from "./critical-path-rules";
import { isBehind, kindOf, type StepKind, spenderOf } from "./step-kind-rules";
import { everyStep, type Step, stepsOf } from "./step-tree";

/** One line of a waterfall: a service's segment, or a part of one. Times are in milliseconds since the trace began. */
export interface Bar {
  step: Step;
  kind: StepKind;
  /** 0 for what began the trace. */
  depth: number;
  /** Its service's place among the trace's services. */
  serviceIndex: number;
  startMs: number;
  /** Until the end of the trace where its end is not known. */
  durationMs: number;
  /** When it held up the answer itself. */
  critical: readonly Stretch[];
  /** From when on it waited in a queue, if it did. */
  waitedFromMs: number | undefined;
  children: Bar[];
}

/** Who spent how much of the time until the answer. */
export interface Spender {
  name: string;
  ms: number;
}

export interface Waterfall {
  roots: Bar[];
  services: string[];
  /** Until the last of it ended. */
  totalMs: number;
  /** Until the first was answered, or handled. */
  answerMs: number;
  count: number;
  /** The greatest first. */
  spenders: Spender[];
}

/** What is deeper stands beside its parent: no page nests without end. */
const deepest = 60;

/** How a trace went: who called whom, when, and what its answer waited for. */
export function waterfallOf(documents: readonly unknown[]): Waterfall {
  const roots = stepsOf(documents);
  mendClocks(roots);
  const steps = everyStep(roots);
  const first = roots.find(({ isSegment }) => isSegment) ?? roots[0];
  const path = first && !first.isRunning ? criticalPathOf(first) : new Map<Step, Stretch[]>();
  const startedMs = steps.reduce((least, { startMs }) => Math.min(least, startMs), Number.POSITIVE_INFINITY);
  const endedMs = steps.reduce((most, { endMs }) => Math.max(most, endMs), startedMs);
  const segments = steps.filter(({ isSegment }) => isSegment);
  const byStart = segments.toSorted((one, other) => one.startMs - other.startMs);
  const services = [...new Set(byStart.map(({ service }) => service))];

  const barOf = (step: Step, depth: number, parent: Step | undefined): Bar => {
    const kind = kindOf(step);
    return {
      step,
      kind,
      depth,
      serviceIndex: Math.max(0, services.indexOf(step.service)),
      startMs: step.startMs - startedMs,
      durationMs: Math.max(0, step.endMs - step.startMs),
      critical: (path.get(step) ?? []).map(([from, to]) => [from - startedMs, to - startedMs]),
      waitedFromMs: hasWaited(step, parent) ? (parent?.endMs ?? 0) - startedMs : undefined,
      children: [],
    };
  };
  const bars: Bar[] = [];
  const pending: { step: Step; parent: Step | undefined; depth: number; into: Bar[] }[] = roots
    .map((step) => ({ step, parent: undefined, depth: 0, into: bars }))
    .reverse();
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { step, parent, depth, into } = next;
    const bar = barOf(step, depth, parent);
    into.push(bar);
    const below = depth < deepest ? { depth: depth + 1, into: bar.children } : { depth, into };
    const lastFirst = step.children.toSorted((one, other) => other.startMs - one.startMs);
    for (const child of lastFirst) pending.push({ step: child, parent: step, ...below });
  }
  return {
    roots: bars,
    services,
    totalMs: steps.length === 0 ? 0 : endedMs - startedMs,
    answerMs: first ? first.endMs - first.startMs : 0,
    count: steps.length,
    spenders: spendersOf(path),
  };
}

/** Where its waits are not told as steps of their own. */
function hasWaited(step: Step, parent: Step | undefined): boolean {
  if (!parent || !isBehind(step) || parent.endMs >= step.startMs) return false;
  return !step.children.some((child) => kindOf(child) === "wait");
}

function spendersOf(path: ReadonlyMap<Step, readonly Stretch[]>): Spender[] {
  const spent = new Map<string, number>();
  for (const [step, stretches] of path) {
    const ms = stretches.reduce((sum, [from, to]) => sum + to - from, 0);
    const name = spenderOf(step, kindOf(step));
    if (ms > 0) spent.set(name, (spent.get(name) ?? 0) + ms);
  }
  return [...spent].map(([name, ms]) => ({ name, ms })).toSorted((one, other) => other.ms - one.ms);
}
