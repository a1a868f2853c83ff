import { Aspects, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";

/** Has everything in a construct be made in a region that is not the environment's. */
export function inRegion(construct: Construct, region: string): void {
  const provider = EnvironmentStack.of(construct).providerIn(region);
  Aspects.of(construct).add({
    visit(node) {
      if (node instanceof TerraformResource) node.provider = provider;
    },
  });
}
