import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { Construct } from "constructs";
import { EventNotice } from "./event-notice";

/** What GuardDuty looks at, beside CloudTrail, flow logs and DNS. */
const features = ["S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS"];

/** Inside tasks by an agent that GuardDuty sets beside them; there are no machines and no clusters of Kubernetes. */
const agents = {
  ECS_FARGATE_AGENT_MANAGEMENT: "ENABLED",
  EC2_AGENT_MANAGEMENT: "DISABLED",
  EKS_ADDON_MANAGEMENT: "DISABLED",
};

/** GuardDuty: what looks like an attack, or like somebody who has got in. From severity 7 on it wakes people. */
export class ThreatDetector extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const detector = new GuarddutyDetector(this, "detector", {
      enable: true,
      findingPublishingFrequency: "FIFTEEN_MINUTES",
    });
    const ofDetector = { detectorId: detector.id, status: "ENABLED" };
    for (const name of features) new GuarddutyDetectorFeature(this, name, { ...ofDetector, name });
    new GuarddutyDetectorFeature(this, "RUNTIME_MONITORING", {
      ...ofDetector,
      name: "RUNTIME_MONITORING",
      additionalConfiguration: Object.entries(agents).map(([name, status]) => ({ name, status })),
    });
    new EventNotice(this, "found", {
      name: "threat-found",
      pattern: {
        source: ["aws.guardduty"],
        "detail-type": ["GuardDuty Finding"],
        detail: { severity: [{ numeric: [">=", 7] }] },
      },
      says: "Somebody may be in the shop's account, or about to be: GuardDuty found, with severity <severity>, <title>.",
      words: { severity: "$.detail.severity", title: "$.detail.title" },
      runbook: "account-security",
    });
  }
}
