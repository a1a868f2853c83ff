import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Construct } from "constructs";
import { routeTable, type ServiceName, serviceFor } from "../../packages/contracts/src/route-table";
import { rulesOf } from "./route-rules";

export interface RoutedListenerProps {
  loadBalancerArn: string;
  certificateArn: string;
  port: number;
  /** Where each service's requests go until its first release shifts them. */
  targets: Readonly<Record<ServiceName, { arn: string }>>;
}

/**
 * Takes HTTPS, and sends each path to the service that the route table names. Whether that is blue or green in the end
 * is the releases' business: Terraform sets it once, and lets it be.
 */
export class RoutedListener extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: RoutedListenerProps) {
    super(scope, id);
    const { loadBalancerArn, certificateArn, port, targets } = props;
    const to = (service: ServiceName) => ({ type: "forward", targetGroupArn: targets[service].arn });
    const listener = new LbListener(this, "listener", {
      loadBalancerArn,
      port,
      protocol: "HTTPS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      certificateArn,
      defaultAction: [to(serviceFor("/"))],
      lifecycle: { ignoreChanges: ["default_action"] },
    });
    for (const { id: ruleId, service, priority, patterns } of rulesOf(routeTable)) {
      new LbListenerRule(this, ruleId, {
        listenerArn: listener.arn,
        priority,
        condition: [{ pathPattern: { values: patterns } }],
        action: [to(service)],
        lifecycle: { ignoreChanges: ["action"] },
      });
    }
    this.arn = listener.arn;
  }
}
