import { isBehind } from "./step-kind-rules";
import { everyStep, type Step } from "./step-tree";

/** Clocks of one machine, and the way of a packet, differ by less. */
const toleratedMs = 5;

/**
 * Moves what a service did under the call that it answered, where that service's clock must have been wrong: nothing
 * begins before it is asked for, and a call does not end before it is begun to be answered. All below moves along. What
 * has not ended lasts as long as the trace then does.
 */
export function mendClocks(roots: readonly Step[]): void {
  const pending: { step: Step; parent: Step | undefined; shift: number }[] = roots.map((step) => ({
    step,
    parent: undefined,
    shift: 0,
  }));
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { step, parent, shift } = next;
    step.startMs += shift;
    step.endMs += shift;
    const own = parent && step.isSegment ? shiftUnder(parent, step) : 0;
    step.startMs += own;
    step.endMs += own;
    step.shiftedMs = shift + own;
    for (const child of step.children) pending.push({ step: child, parent: step, shift: shift + own });
  }
  const steps = everyStep(roots);
  const endedMs = steps.reduce(
    (most, { isRunning, startMs, endMs }) => Math.max(most, isRunning ? startMs : endMs),
    0,
  );
  for (const step of steps) if (step.isRunning) step.endMs = endedMs;
}

function shiftUnder(parent: Step, step: Step): number {
  const isEarly = step.startMs < parent.startMs - toleratedMs;
  if (isBehind(step)) return isEarly ? parent.startMs - step.startMs : 0;
  const isCall = parent.document.namespace === "remote" && !parent.isRunning;
  const isLate = isCall && step.startMs > parent.endMs + toleratedMs;
  if (!isEarly && !isLate) return 0;
  const room = parent.endMs - parent.startMs - (step.endMs - step.startMs);
  return parent.startMs + Math.max(0, room / 2) - step.startMs;
}
