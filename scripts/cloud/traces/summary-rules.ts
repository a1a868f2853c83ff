import { type Hop, Hops, noCaller } from "./hops";
import type { Names } from "./names";
import { clientNode, type Digest, type Step } from "./step-rules";

/** What the index knows of a trace, also after its documents are forgotten. Times are in milliseconds. */
export interface IndexedTrace {
  id: string;
  /** Since the epoch, by the clocks of those who sent it. */
  startedAt: number;
  /** Until the last of it ended, messages that it caused with it. */
  durationMs: number;
  /** What began it, or what is taken for that, has not ended. */
  isRunning: boolean;
  /** False where what called its first has not come. */
  hasBeginning: boolean;
  /** The marks of all its steps, as bits. */
  verdict: number;
  hops: Hops;
  /** Annotations: key, value, key, value; each pair once. */
  facts: readonly string[];
}

/** Sums up what came of a trace so far; its documents come in any order, and some never. */
export function summarize(id: string, digests: readonly Digest[], names: Names): IndexedTrace {
  const steps = new Map(digests.flatMap((digest) => digest.steps.map((step) => [step.id, step] as const)));
  const byStart = [...steps.values()].toSorted((one, other) => one.startedAt - other.startedAt);
  const segments = byStart.filter(({ service }) => service !== undefined);
  const isOrphan = ({ parentId }: Step) => parentId !== undefined && !steps.has(parentId);
  const root =
    segments.find(({ parentId }) => parentId === undefined) ??
    segments.find(isOrphan) ??
    segments[0] ??
    byStart[0];
  const startedAt = byStart[0]?.startedAt ?? 0;
  let endedAt = startedAt;
  let verdict = 0;
  for (const step of byStart) {
    endedAt = Math.max(endedAt, step.endedAt ?? step.startedAt);
    verdict |= step.verdict;
  }

  return {
    id,
    startedAt,
    durationMs: endedAt - startedAt,
    isRunning: root?.endedAt === undefined,
    hasBeginning: root !== undefined && !isOrphan(root),
    verdict,
    hops: new Hops(root ? hopsOf(root, segments, steps, endedAt, names) : []),
    facts: pairsOnce(digests.map(({ facts }) => facts)),
  };
}

/** What came later of a trace whose documents are forgotten is added to what is known of it. */
export function joined(known: IndexedTrace, later: IndexedTrace): IndexedTrace {
  const startedAt = Math.min(known.startedAt, later.startedAt);
  const endedAt = Math.max(known.startedAt + known.durationMs, later.startedAt + later.durationMs);
  // The hops of what began it stand first.
  const [first, second] = later.hasBeginning && !known.hasBeginning ? [later, known] : [known, later];
  return {
    id: known.id,
    startedAt,
    durationMs: endedAt - startedAt,
    isRunning: first.isRunning,
    hasBeginning: first.hasBeginning,
    verdict: known.verdict | later.verdict,
    hops: new Hops([...first.hops, ...second.hops]),
    facts: pairsOnce([known.facts, later.facts]),
  };
}

/** What services handled, beginning with the first, then who called upon whom. */
function hopsOf(
  root: Step,
  segments: readonly Step[],
  steps: ReadonlyMap<string, Step>,
  endedAt: number,
  names: Names,
): Hop[] {
  const msOf = ({ startedAt, endedAt: end = endedAt }: Step) => Math.max(0, end - startedAt);
  const hop = (from: string | undefined, to: string, step: Step, ms = msOf(step)): Hop => ({
    from: from === undefined ? noCaller : names.numberOf(from),
    to: names.numberOf(to),
    operation: names.numberOf(step.operation),
    status: step.status,
    verdict: step.verdict,
    ms,
  });
  const serviceOf = (step: Step | undefined) => step && ownerOf(step, steps)?.service;

  const handled = [root, ...segments.filter((segment) => segment !== root)];
  const visits = handled.map((segment) => hop(undefined, segment.service ?? "unnamed", segment));
  const calls = new Map<string, Hop>();
  for (const step of steps.values()) {
    const caller = step.target && serviceOf(step);
    if (step.target && caller) calls.set(step.id, hop(caller, step.target, step));
  }
  const others: Hop[] = [];
  for (const segment of segments) {
    const { service = "unnamed", parentId = "", via, isBackground } = segment;
    const parent = steps.get(parentId);
    const caller = serviceOf(parent);
    const call = calls.get(parentId);
    if (via) {
      const waited = Math.max(0, segment.startedAt - (parent?.endedAt ?? segment.startedAt));
      if (caller && parent?.target !== via) {
        others.push({ ...hop(caller, via, segment, waited), status: 0, verdict: 0 });
      }
      others.push(hop(via, service, segment));
    } else if (call) {
      call.to = names.numberOf(service);
    } else if (caller) {
      others.push(hop(caller, service, segment));
    } else if (segment === root && parentId === "" && segment.operation && !isBackground) {
      others.push(hop(clientNode, service, segment));
    }
  }
  return [...visits, ...calls.values(), ...others];
}

/** The segment that a part is of; undefined where that never came. */
function ownerOf(step: Step, steps: ReadonlyMap<string, Step>): Step | undefined {
  let above: Step | undefined = step;
  for (let hops = 0; above && hops < 1_000; hops += 1) {
    if (above.service !== undefined) return above;
    above = steps.get(above.parentId ?? "");
  }
  return undefined;
}

const pairsAtMost = 64;

function pairsOnce(lists: readonly (readonly string[])[]): string[] {
  const known = new Set<string>();
  const pairs: string[] = [];
  for (const list of lists) {
    for (let index = 0; index + 1 < list.length; index += 2) {
      const [key = "", value = ""] = [list[index], list[index + 1]];
      const pair = `${key}\0${value}`;
      if (known.has(pair) || known.size >= pairsAtMost) continue;
      known.add(pair);
      pairs.push(key, value);
    }
  }
  return pairs;
}
