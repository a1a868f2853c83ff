import { type TerraformElement, TerraformStack } from "cdktf";

/** The rules in `infra/policies` from which a resource can be excepted. */
export type PolicyName = "narrow-permissions" | "encrypted" | "protected" | "not-public";

/**
 * Lets a resource break a rule, for a reason that is noted in the synthesized JSON, where the rule finds it. An exception
 * that no rule needs fails the tests.
 */
export function except(element: TerraformElement, policy: PolicyName, reason: string): void {
  // Beside the stack, since of a data source cdktf keeps no notes.
  TerraformStack.of(element).addOverride(`//.exceptions.${element.friendlyUniqueId}.${policy}`, reason);
}
