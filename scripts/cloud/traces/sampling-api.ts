import { type SamplingControl, SamplingRefusal } from "./sampling-control";
import type { Answer } from "./traces-api";

type Operation = (body: unknown) => object;

/**
 * The operations of X-Ray's API that have to do with sampling: the two that the daemon passes on to services, and those
 * by which rules are set. Undefined for any other path.
 */
export function answerOfSampling(control: SamplingControl, path: string, body: string): Answer | undefined {
  const operations: Readonly<Record<string, Operation>> = {
    "/GetSamplingRules": () => control.rules(),
    "/SamplingTargets": (asked) => control.targets(asked),
    "/CreateSamplingRule": (asked) => control.create(asked),
    "/UpdateSamplingRule": (asked) => control.update(asked),
    "/DeleteSamplingRule": (asked) => control.delete(asked),
  };
  const operation = Object.hasOwn(operations, path) ? operations[path] : undefined;
  if (!operation) return undefined;
  try {
    return { status: 200, body: operation(JSON.parse(body || "{}")) };
  } catch (error) {
    if (error instanceof SamplingRefusal)
      return { status: 400, body: { __type: error.code, message: error.message } };
    if (error instanceof SyntaxError)
      return { status: 400, body: { __type: "InvalidRequestException", message: "Not JSON" } };
    throw error;
  }
}
