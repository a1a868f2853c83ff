import type { TerraformResource } from "cdktf";
import { EnvironmentStack } from "../environment-stack";
import { except } from "./exception";

/** Whether what holds data refuses to be deleted in the environment of this stack. */
export const isProtected = (stack: EnvironmentStack): boolean => stack.environment.protection.isProtected;

/** Has Terraform refuse to destroy a resource, unless the environment says why it may. */
export function protect(resource: TerraformResource): void {
  const { protection } = EnvironmentStack.of(resource).environment;
  if (protection.isProtected) {
    resource.lifecycle = { ...resource.lifecycle, preventDestroy: true };
  } else {
    except(resource, "protected", protection.why);
  }
}
