import { copyFileSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SyntheticsCanary } from "@cdktf/provider-aws/lib/synthetics-canary";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { Alarm } from "./alarm";
import { bundleOf } from "./lambda-bundle";
import type { Statement } from "./permissions";
import { ServiceRole } from "./service-role";

export interface CanaryProps {
  /** Its name, behind the environment's: with it no more than 21 characters. */
  name: string;
  /** The file that exports its `handler`, from the root of the repository. */
  source: string;
  variables: Record<string, string>;
  /** What it saw lies in this bucket, under `canary/`, sealed with this key. */
  bucket: { name: string; arn: string };
  keyArn: string;
  /** Who is hurt when it fails. */
  hurts: string;
}

/** AWS gives each about a year, and tells by mail when it ends. */
const runtime = "syn-nodejs-puppeteer-13.1";

const everyMinutes = 5;

/** Does every few minutes what customers do, from outside, and wakes people when it fails twice on end. */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, props: CanaryProps) {
    super(scope, id);
    const { bucket, keyArn, variables, hurts } = props;
    const name = EnvironmentStack.of(this).nameOf(props.name);
    const role = new ServiceRole(this, "role", {
      // Synthetics makes a lambda of it, which shows nothing of the account.
      ...{ name: `${props.name}-canary`, service: "lambda.amazonaws.com", onlyIf: [] },
      may: this.#may(props),
    });
    new SyntheticsCanary(this, "canary", {
      name,
      runtimeVersion: runtime,
      handler: "canary.handler",
      zipFile: this.#code(props.source),
      executionRoleArn: role.arn,
      artifactS3Location: `s3://${bucket.name}/canary/`,
      artifactConfig: { s3Encryption: { encryptionMode: "SSE_KMS", kmsKeyArn: keyArn } },
      schedule: { expression: `rate(${everyMinutes} minutes)` },
      runConfig: { timeoutInSeconds: 60, activeTracing: false, environmentVariables: variables },
      startCanary: true,
      deleteLambda: true,
      successRetentionPeriod: 7,
      failureRetentionPeriod: 30,
    });
    new Alarm(this, "failing", {
      ...{ name: "canary-failing", runbook: "canary", hurts, namespace: "CloudWatchSynthetics" },
      ...{ metric: "SuccessPercent", dimensions: { CanaryName: name }, statistic: "Average" },
      ...{ threshold: { below: 100 }, forMinutes: 2 * everyMinutes, pointMinutes: everyMinutes },
      silence: "alarming",
    });
  }

  /** Where Synthetics looks for a script in an archive. */
  #code(source: string): string {
    const { folder, hash } = bundleOf(source);
    const archived = mkdtempSync(join(tmpdir(), "shopeasy-canary-"));
    const place = join(archived, "nodejs/node_modules");
    mkdirSync(place, { recursive: true });
    copyFileSync(join(folder, "index.js"), join(place, "canary.js"));
    return new TerraformAsset(this, "code", { path: archived, type: AssetType.ARCHIVE, assetHash: hash })
      .path;
  }

  /** Not to write to CloudWatch's logs: Synthetics would make a group that is kept for ever. Its log is in the bucket. */
  #may({ bucket, keyArn }: CanaryProps): Statement[] {
    return [
      { actions: ["s3:PutObject"], resources: [`${bucket.arn}/canary/*`] },
      { actions: ["s3:GetBucketLocation"], resources: [bucket.arn] },
      { actions: ["kms:GenerateDataKey"], resources: [keyArn] },
      {
        actions: ["cloudwatch:PutMetricData"],
        resources: ["*"],
        conditions: [["StringEquals", "cloudwatch:namespace", "CloudWatchSynthetics"]],
        becauseWide: "Metrics are no resources: it may write to one namespace alone.",
      },
      {
        actions: ["s3:ListAllMyBuckets"],
        resources: ["*"],
        becauseWide:
          "Synthetics looks for its bucket among all of them; it learns their names and nothing else.",
      },
    ];
  }
}
