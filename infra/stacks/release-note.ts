import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { TerraformOutput } from "cdktf";
import type { EnvironmentStack } from "../environment-stack";

/** What a release has to know of what is there. */
export interface ReleaseNote {
  cluster: string;
  /** CodeDeploy's. */
  application: string;
  /** The lambda that looks at a release before customers see it: the hook `AfterAllowTestTraffic` of an AppSpec. */
  smokeTest: string;
  /** Whose image a release changes, and where the load balancer sends to. */
  container: { name: string; port: number };
  /** Where tasks run that end by themselves. */
  subnets: string[];
  services: Record<
    string,
    { name: string; family: string; deploymentGroup: string; worker: { name: string; family: string } }
  >;
  oneOffs: Record<string, { family: string; securityGroup: string }>;
  /** Where records of releases are, and bundles of lambdas. */
  releasesBucket: string;
}

/**
 * Leaves the note where whoever releases finds it without Terraform:
 * `aws ssm get-parameter --name shopeasy-prod-releases`. Operators read the same as an output.
 */
export function noteForReleases(stack: EnvironmentStack, note: ReleaseNote): void {
  new SsmParameter(stack, "note-for-releases", {
    name: stack.nameOf("releases"),
    description: "What releases have to know. Terraform writes it, and nobody else.",
    type: "String",
    value: JSON.stringify(note),
  });
  new TerraformOutput(stack, "releases_note", { value: note });
}
