import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import { Inspector2Enabler } from "@cdktf/provider-aws/lib/inspector2-enabler";
import { SecurityhubAccount } from "@cdktf/provider-aws/lib/securityhub-account";
import { SecurityhubStandardsSubscription } from "@cdktf/provider-aws/lib/securityhub-standards-subscription";
import type { Construct } from "constructs";
import { AccountSettings } from "../constructs/account-settings";
import { AuditBucket } from "../constructs/audit-bucket";
import { EncryptionKey } from "../constructs/encryption-key";
import { EventNotice } from "../constructs/event-notice";
import { onlyForAccount } from "../constructs/permissions";
import { Recorder } from "../constructs/recorder";
import { ThreatDetector } from "../constructs/threat-detector";
import { Trail } from "../constructs/trail";
import { EnvironmentStack } from "../environment-stack";
import type { Environment } from "../environments";
import type { Data } from "./data-stack";
import type { Foundation } from "./foundation-stack";

/** What of AWS Config's rules matters here and is not among those of the CIS benchmark, which Security Hub checks. */
const rules = {
  ALB_WAF_ENABLED: "The load balancer has its firewall",
  DYNAMODB_PITR_ENABLED: "Tables can be set back to any second",
  ECR_PRIVATE_TAG_IMMUTABILITY_ENABLED: "What was tested is what runs: tags of images do not move",
  KMS_CMK_NOT_SCHEDULED_FOR_DELETION: "No key is about to go, and with it all that it encrypts",
  LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED: "Nobody from outside calls a lambda",
  RDS_INSTANCE_DELETION_PROTECTION_ENABLED: "The databases refuse to be deleted",
  RDS_SNAPSHOTS_PUBLIC_PROHIBITED: "No copy of a database is open to others",
  VPC_DEFAULT_SECURITY_GROUP_CLOSED: "What forgets to name its groups talks to nobody",
};

/** Watches over the account: who did what, how it is set up, who may be in it, and what is weak. */
export class AuditStack extends EnvironmentStack {
  constructor(
    scope: Construct,
    environment: Environment,
    { foundation, data }: { foundation: Foundation; data: Data },
  ) {
    super(scope, "audit", environment, foundation.onCallTopic);
    const { operations: logKeyArn } = foundation.keys;
    const trailName = this.nameOf("trail");
    const trailArn = this.arn("cloudtrail", `trail/${trailName}`);
    const keyArn = this.#key(trailArn);
    const buckets = this.#buckets({ keyArn, trailArn, logsTo: data.buckets["access-logs"] });
    new AccountSettings(this, "account");
    new Trail(this, "trail", { name: trailName, bucket: buckets.trail, keyArn, logKeyArn });
    const recorder = new Recorder(this, "recorder", { bucket: buckets.recorder, keyArn, rules });
    new ThreatDetector(this, "threats");
    this.#weaknesses();
    this.#openAccess();
    this.#benchmark(recorder);
  }

  #buckets(of: { keyArn: string; trailArn: string; logsTo: { name: string } }) {
    const { account } = this.environment;
    const { trailArn, ...common } = of;
    const trail = new AuditBucket(this, "bucket", {
      ...{ ...common, name: "audit", isLocked: true },
      writer: {
        ...{ service: "cloudtrail.amazonaws.com", path: `AWSLogs/${account}/*` },
        onlyIf: [["StringEquals", "aws:SourceArn", trailArn]],
      },
    });
    // AWS Config delivers to no bucket that is locked:
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-deliverychannel.html
    const recorder = new AuditBucket(this, "recorder-bucket", {
      ...{ ...common, name: "config", isLocked: false },
      writer: {
        ...{ service: "config.amazonaws.com", path: `AWSLogs/${account}/Config/*` },
        onlyIf: onlyForAccount(account),
      },
    });
    return { trail, recorder };
  }

  #key(trailArn: string): string {
    return new EncryptionKey(this, "key", {
      dataClass: "audit",
      description: "Who did what to the account, and how it was set up",
      services: [
        {
          name: "cloudtrail.amazonaws.com",
          actions: ["kms:GenerateDataKey*", "kms:Describe*"],
          conditions: [["StringEquals", "aws:SourceArn", trailArn]],
        },
        {
          name: "config.amazonaws.com",
          actions: ["kms:GenerateDataKey*", "kms:Decrypt"],
          conditions: onlyForAccount(this.environment.account),
        },
      ],
    }).arn;
  }

  /** Inspector: packages in images and lambdas with known holes. */
  #weaknesses(): void {
    const { account } = this.environment;
    new Inspector2Enabler(this, "inspector", { accountIds: [account], resourceTypes: ["ECR", "LAMBDA"] });
    new EventNotice(this, "weakness", {
      name: "weakness-found",
      pattern: {
        source: ["aws.inspector2"],
        "detail-type": ["Inspector2 Finding"],
        detail: { severity: ["CRITICAL"], status: ["ACTIVE"] },
      },
      says: "Customers' data may be open to whoever knows of a hole in what runs: Inspector found <title>.",
      words: { title: "$.detail.title" },
      runbook: "account-security",
    });
  }

  /** The access analyzer: what somebody outside the account can reach. */
  #openAccess(): void {
    new AccessanalyzerAnalyzer(this, "analyzer", { analyzerName: this.nameOf("access"), type: "ACCOUNT" });
    new EventNotice(this, "opened", {
      name: "access-opened",
      pattern: {
        source: ["aws.access-analyzer"],
        "detail-type": ["Access Analyzer Finding"],
        detail: { status: ["ACTIVE"], isPublic: [true] },
      },
      says: "Something of the shop's is open to everybody that was closed: <resource>.",
      words: { resource: "$.detail.resource" },
      runbook: "account-security",
    });
  }

  /** Security Hub: the CIS benchmark, looked at from week to week. It wakes nobody. */
  #benchmark(recorder: Recorder): void {
    const hub = new SecurityhubAccount(this, "hub", {
      enableDefaultStandards: false,
      controlFindingGenerator: "SECURITY_CONTROL",
      dependsOn: [recorder.running],
    });
    const { region } = this.environment;
    new SecurityhubStandardsSubscription(this, "cis", {
      standardsArn: `arn:aws:securityhub:${region}::standards/cis-aws-foundations-benchmark/v/3.0.0`,
      dependsOn: [hub],
    });
  }
}
