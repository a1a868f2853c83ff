import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { firewallRules, refusals } from "./firewall-rules";
import { ForwarderProof } from "./forwarder-proof";
import { LogGroup } from "./log-group";

export interface FirewallProps {
  /** The load balancer that it stands before. */
  protectsArn: string;
  proof: ForwarderProof;
  keyArn: string;
}

/**
 * WAF before the load balancer. What it lets through it does not log; of the rest, nothing that lets anybody in. CloudFront
 * has none of its own: what it sends on passes here, and the rest are public files. So AWS's list of bad addresses is held
 * against those who come directly only.
 */
export class Firewall extends Construct {
  /** How metrics name it. */
  readonly name: string;
  readonly resource: Wafv2WebAcl;

  constructor(scope: Construct, id: string, { protectsArn, proof, keyArn }: FirewallProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    this.name = stack.nameOf("shop");
    const seen = (metricName: string) => ({
      ...{ metricName, cloudwatchMetricsEnabled: true },
      // Samples show whole requests, tokens and all.
      sampledRequestsEnabled: false,
    });
    this.resource = new Wafv2WebAcl(this, "acl", {
      name: this.name,
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: seen(this.name),
      customResponseBody: Object.entries(refusals).map(([key, content]) => ({
        ...{ key, content, contentType: "APPLICATION_JSON" },
      })),
      rule: firewallRules(proof).map((rule, priority) => ({
        ...rule,
        priority,
        visibilityConfig: seen(rule.name),
      })),
    });
    new Wafv2WebAclAssociation(this, "stands-before", {
      resourceArn: protectsArn,
      webAclArn: this.resource.arn,
    });
    this.#log(keyArn);
  }

  #log(keyArn: string): void {
    // WAF takes no group whose name begins otherwise.
    const group = new LogGroup(this, "log", { path: `aws-waf-logs-${this.name}`, keyArn });
    const hidden = ["authorization", "cookie", ForwarderProof.header];
    new Wafv2WebAclLoggingConfiguration(this, "logging", {
      resourceArn: this.resource.arn,
      logDestinationConfigs: [group.arn],
      redactedFields: [
        ...hidden.map((name) => ({ singleHeader: { name } })),
        // Guests' links have their tokens there.
        { queryString: {} },
      ],
      loggingFilter: {
        defaultBehavior: "DROP",
        filter: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            condition: [{ actionCondition: { action: "BLOCK" } }],
          },
        ],
      },
    });
  }
}
