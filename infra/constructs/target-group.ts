import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";

/** Of the two, releases send customers to one and try the next version on the other. */
export type Colour = "blue" | "green";

export interface TargetGroupProps {
  /** Its name, behind the environment's. */
  name: string;
  vpcId: string;
  /** A service's `PORT`. */
  port: number;
}

/** The tasks of one colour of a service. */
export class TargetGroup extends Construct {
  readonly arn: string;
  readonly name: string;
  /** How metrics name it. */
  readonly suffix: string;

  constructor(scope: Construct, id: string, { name, vpcId, port }: TargetGroupProps) {
    super(scope, id);
    const group = new LbTargetGroup(this, "group", {
      name: EnvironmentStack.of(this).nameOf(name),
      targetType: "ip",
      protocol: "HTTP",
      port,
      vpcId,
      // A task that leaves: uploads of a catalogue end, and streams of events, which their clients take up elsewhere.
      deregistrationDelay: "120",
      // A task that joins others. The first of a release are not slowed: slow start is for groups that serve already.
      slowStart: 30,
      loadBalancingAlgorithmType: "round_robin",
      healthCheck: {
        path: "/health/serving",
        port: "traffic-port",
        matcher: "200",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
      },
    });
    this.arn = group.arn;
    this.name = group.name;
    this.suffix = group.arnSuffix;
  }
}
