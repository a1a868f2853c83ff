import type { Step } from "./step-tree";

/** What a step is, for the eye: what a service handled, a statement, a call to AWS or elsewhere, a wait, or its own work. */
export type StepKind = "request" | "message" | "sql" | "aws" | "call" | "cache" | "wait" | "part";

export function kindOf(step: Step): StepKind {
  const { document, isSegment } = step;
  const { namespace, sql, annotations = {}, name } = document;
  if (isSegment) return isBehind(step) ? "message" : "request";
  if (sql) return "sql";
  if (namespace === "aws") return "aws";
  if (/\bwait/i.test(name)) return "wait";
  if ("cache" in annotations || /^cache\b/i.test(name)) return "cache";
  return namespace === "remote" ? "call" : "part";
}

/** What a queue or a stream brought: nobody waits for it who caused it. */
export function isBehind({ isSegment, document: { annotations = {} } }: Step): boolean {
  return isSegment && ("queue" in annotations || "stream" in annotations);
}

/** Whose time it is, as the account of a trace's time calls it. */
export function spenderOf({ document, service, children }: Step, kind: StepKind): string {
  switch (kind) {
    case "sql":
      return `database ${document.name}`;
    case "aws":
      return document.name;
    case "call":
      // What the callee does not account for is the way there and back.
      return children.some((child) => child.isSegment && !isBehind(child))
        ? `way to ${document.name}`
        : document.name;
    case "wait":
      return document.name;
    case "cache":
      return `cache of ${service}`;
    case "request":
    case "message":
    case "part":
      return `${service} itself`;
    default:
      return kind satisfies never;
  }
}
