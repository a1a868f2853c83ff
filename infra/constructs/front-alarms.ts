import { Construct } from "constructs";
import { Alarm } from "./alarm";
import { LoggedAlarm } from "./logged-alarm";
import { MathAlarm, type Measured } from "./math-alarm";

export interface FrontAlarmsProps {
  region: string;
  /** The firewall's name. */
  firewall: string;
  /** API Gateway's id, and the group of its access log. */
  partners: { id: string; logGroup: string };
  /** ARNs of the certificates of the environment's region, by what they are for. */
  certificates: Readonly<Record<string, string>>;
  natGatewayIds: readonly string[];
}

const daily = 24 * 60;

/** What stands before the load balancer, and the way out. */
export class FrontAlarms extends Construct {
  constructor(scope: Construct, id: string, props: FrontAlarmsProps) {
    super(scope, id);
    this.#firewall(props);
    this.#partners(props.partners);
    for (const [name, arn] of Object.entries(props.certificates)) certificateAlarm(this, name, arn);
    for (const [zone, natGatewayId] of props.natGatewayIds.entries()) this.#nat(zone, natGatewayId);
  }

  #firewall({ firewall, region }: FrontAlarmsProps): void {
    new Alarm(this, "blocked", {
      ...{ name: "firewall-blocks", runbook: "attack", namespace: "AWS/WAFV2", metric: "BlockedRequests" },
      hurts:
        "Far more requests are refused than usual: somebody attacks the shop, or customers are kept out.",
      dimensions: { WebACL: firewall, Region: region, Rule: "ALL" },
      ...{ statistic: "Sum", threshold: { above: 2_000 }, forMinutes: 10, pointMinutes: 5 },
    });
  }

  #partners({ id: ApiId, logGroup }: FrontAlarmsProps["partners"]): void {
    const measured = (metric: string): Measured => ({
      ...{ namespace: "AWS/ApiGateway", metric, dimensions: { ApiId }, statistic: "Sum" },
    });
    new MathAlarm(this, "partners-failing", {
      ...{ name: "partners-failing", runbook: "partners" },
      hurts: "Partners' systems get errors from API Gateway: their orders and stock do not come through.",
      expression: "IF(FILL(errors, 0) > 5, 100 * errors / all, 0)",
      metrics: { errors: measured("5xx"), all: measured("Count") },
      ...{ threshold: { above: 5 }, forMinutes: 5 },
    });
    new LoggedAlarm(this, "partners-throttled", {
      ...{ name: "partners-throttled", runbook: "partners" },
      hurts: "Partners' systems are told to slow down: one of them asks too often, or all have grown.",
      lines: [{ logGroup, pattern: '{ $.status = "429" }' }],
      above: 100,
    });
  }

  #nat(zone: number, NatGatewayId: string): void {
    const alarm = (metric: string, hurts: string) =>
      new Alarm(this, `nat-${zone}-${metric}`, {
        ...{
          name: `nat-${zone}-${metric === "PacketsDropCount" ? "drops" : "ports"}`,
          runbook: "way-out",
          hurts,
        },
        ...{ namespace: "AWS/NATGateway", metric, dimensions: { NatGatewayId }, statistic: "Sum" },
        ...{ threshold: { above: 0 }, forMinutes: 5 },
      });
    alarm(
      "ErrorPortAllocation",
      "Tasks can't open connections: payments, webhooks and mails fail now and then.",
    );
    alarm(
      "PacketsDropCount",
      "What tasks send is lost on its way: payments, webhooks and mails are slow or fail.",
    );
  }
}

/** Of a certificate that ACM has not renewed, which it begins with 60 days before. */
export function certificateAlarm(
  scope: Construct,
  name: string,
  CertificateArn: string,
  topicArn?: string,
): void {
  new Alarm(scope, `certificate-${name}`, {
    ...{ name: `certificate-${name}`, runbook: "certificates", namespace: "AWS/CertificateManager" },
    hurts: "In a month no browser will open the shop's address any more: its certificate is not renewed.",
    ...{ metric: "DaysToExpiry", dimensions: { CertificateArn }, statistic: "Minimum" },
    ...{ threshold: { below: 30 }, forMinutes: daily, pointMinutes: daily },
    ...(topicArn && { topicArn }),
  });
}
