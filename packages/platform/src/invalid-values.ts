import type { z } from "zod";
import type { InvalidValue } from "./errors";

/** More than anybody mends at once, and a bound on the answer. */
const most = 50;

/** zod's issues as a 400 lists them: `{ path: "items[0].quantity", message }`, unknown fields one by one. */
export function invalidValues(error: z.ZodError): InvalidValue[] {
  return valuesOf(error.issues, []).slice(0, most);
}

function valuesOf(issues: readonly z.core.$ZodIssue[], above: readonly PropertyKey[]): InvalidValue[] {
  return issues.slice(0, most).flatMap((issue) => {
    const path = [...above, ...issue.path];
    if (issue.code === "unrecognized_keys") {
      return issue.keys
        .slice(0, most)
        .map((key) => ({ path: pathText([...path, key]), message: "Unknown field" }));
    }
    if (issue.code === "invalid_union") {
      const nearest = nearestBranch(issue.errors);
      if (nearest) return valuesOf(nearest, path);
    }
    return [{ path: pathText(path), message: messageOf(issue) }];
  });
}

/** Of a union's branches the one with the fewest faults is most likely what was meant. */
function nearestBranch(
  branches: readonly (readonly z.core.$ZodIssue[])[],
): readonly z.core.$ZodIssue[] | undefined {
  return branches.toSorted((one, other) => one.length - other.length)[0];
}

const messageOf = (issue: z.core.$ZodIssue) =>
  issue.code === "invalid_type" && issue.message.endsWith("received undefined") ? "Required" : issue.message;

/** `["items", 0, "quantity"]` is `items[0].quantity`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}
