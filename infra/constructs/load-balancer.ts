import { Lb } from "@cdktf/provider-aws/lib/lb";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { except } from "./exception";
import { isProtected } from "./protection";

export interface LoadBalancerProps {
  subnetIds: string[];
  securityGroupId: string;
  logsTo: { name: string };
}

/** The load balancer: what it does not understand it refuses, and who asked it for what is logged. */
export class LoadBalancer extends Construct {
  readonly arn: string;
  /** How metrics name it. */
  readonly suffix: string;
  readonly dnsName: string;
  readonly zoneId: string;

  constructor(scope: Construct, id: string, { subnetIds, securityGroupId, logsTo }: LoadBalancerProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const balancer = new Lb(this, "balancer", {
      name: stack.nameOf("shop"),
      loadBalancerType: "application",
      internal: false,
      subnets: subnetIds,
      securityGroups: [securityGroupId],
      enableDeletionProtection: isProtected(stack),
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      // Streams of events say something every 15 seconds, and services keep connections for 65.
      idleTimeout: 60,
      enableHttp2: true,
      xffHeaderProcessingMode: "append",
      accessLogs: { enabled: true, bucket: logsTo.name, prefix: "load-balancer" },
    });
    except(balancer, "not-public", "Customers, staff and CloudFront come in here, past its firewall.");
    this.arn = balancer.arn;
    this.suffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
  }
}
