import { isBehind } from "./step-kind-rules";
import type { Step } from "./step-tree";

/** From when to when a step itself held up the answer, in milliseconds since the trace began. */
export type Stretch = readonly [fromMs: number, toMs: number];

/**
 * What the answer waited for: from its end backwards, at each moment the part that ended last before, and in that part
 * the same again. What a queue brought, and what goes on behind the answer, nobody waited for.
 */
export function criticalPathOf(root: Step): Map<Step, Stretch[]> {
  const path = new Map<Step, Stretch[]>();
  const pending: { step: Step; until: number }[] = [{ step: root, until: root.endMs }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { step, until } = next;
    const own: Stretch[] = [];
    let cursor = Math.min(until, step.endMs);
    for (const child of step.children.toSorted((one, other) => other.endMs - one.endMs)) {
      if (isBehind(child) || child.startMs >= cursor) continue;
      const end = Math.min(child.endMs, cursor);
      if (end < cursor) own.push([end, cursor]);
      pending.push({ step: child, until: end });
      // A wait may have begun before that which waited.
      cursor = Math.max(Math.min(child.startMs, end), step.startMs);
      if (cursor <= step.startMs) break;
    }
    if (cursor > step.startMs) own.push([step.startMs, cursor]);
    path.set(step, own);
  }
  return path;
}
