import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { LogGroup } from "./log-group";

/** Where all tasks run, with metrics of each of them. */
export class Cluster extends Construct {
  readonly arn: string;
  /** Known when the cluster knows what tasks may run on. */
  readonly name: string;

  constructor(scope: Construct, id: string, { name, logKeyArn }: { name: string; logKeyArn: string }) {
    super(scope, id);
    const fullName = EnvironmentStack.of(this).nameOf(name);
    // AWS would make it itself, unencrypted and kept for ever.
    const logs = new LogGroup(this, "insights", {
      ...{ path: `/aws/ecs/containerinsights/${fullName}/performance`, keyArn: logKeyArn },
    });
    const cluster = new EcsCluster(this, "cluster", {
      name: fullName,
      setting: [{ name: "containerInsights", value: "enhanced" }],
      dependsOn: [logs.resource],
    });
    const providers = new EcsClusterCapacityProviders(this, "providers", {
      clusterName: cluster.name,
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
    });
    this.arn = cluster.arn;
    this.name = providers.clusterName;
  }
}
