import type { PolicyName } from "../constructs/exception";
import type { Resource } from "./resources";

export interface Violation {
  by: Resource;
  /** What is wrong, as the end of a sentence that begins with the resource. */
  problem: string;
}

/** A rule that holds for the resources of each stack. */
export interface Policy {
  name: PolicyName | "watched-queues" | "telling-alarms" | "kept-logs" | "named" | "written-runbooks";
  /** What to do about a violation. */
  remedy: string;
  violations: (resources: readonly Resource[]) => Violation[];
}

/** What of a stack breaks a policy and is not excepted from it, and which exceptions from it nothing needs. */
export function faultsOf(policy: Policy, resources: readonly Resource[]): string[] {
  const violations = policy.violations(resources);
  const breaking = violations.filter(({ by }) => !by.exceptions[policy.name]);
  const needed = new Set(violations.map(({ by }) => by.at));
  const idle = resources.filter(({ at, exceptions }) => exceptions[policy.name] && !needed.has(at));
  return [
    ...breaking.map(({ by, problem }) => `${by.at} ${problem}: ${policy.remedy}`),
    ...idle.map(({ at }) => `${at} is excepted from ${policy.name} and need not be: take the exception away`),
  ];
}
