import { AppconfigApplication } from "@cdktf/provider-aws/lib/appconfig-application";
import { AppconfigConfigurationProfile } from "@cdktf/provider-aws/lib/appconfig-configuration-profile";
import { AppconfigDeployment } from "@cdktf/provider-aws/lib/appconfig-deployment";
import { AppconfigDeploymentStrategy } from "@cdktf/provider-aws/lib/appconfig-deployment-strategy";
import { AppconfigEnvironment } from "@cdktf/provider-aws/lib/appconfig-environment";
import { AppconfigHostedConfigurationVersion } from "@cdktf/provider-aws/lib/appconfig-hosted-configuration-version";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import { flagFileSchema, initialFlags } from "../../packages/contracts/src/flag-file";
import { shopFlags } from "../../packages/contracts/src/flags";
import { MathAlarm } from "../constructs/math-alarm";
import { ServiceRole } from "../constructs/service-role";
import { EnvironmentStack } from "../environment-stack";
import type { Environment } from "../environments";
import type { Edge } from "./edge-stack";
import type { Foundation } from "./foundation-stack";

/** Where the programs read their flags: ids of AppConfig's. */
export interface Flags {
  applicationId: string;
  environmentId: string;
  profileId: string;
}

interface FlagsParts {
  foundation: Foundation;
  edge: Pick<Edge, "loadBalancer">;
}

/** What `npm run flags` finds them by: the application is called as the environment's resources begin. */
const profileName = "flags";

/** The shop's flags in AppConfig, and what takes a bad change of them back. */
export class FlagsStack extends EnvironmentStack implements Flags {
  readonly applicationId: string;
  readonly environmentId: string;
  readonly profileId: string;

  constructor(scope: Construct, environment: Environment, { foundation, edge }: FlagsParts) {
    super(scope, "flags", environment, foundation.onCallTopic);
    const application = new AppconfigApplication(this, "application", {
      name: `shopeasy-${environment.name}`,
      description: "The flags of the shop: docs/flags.md",
    });
    this.applicationId = application.id;
    this.environmentId = this.#watched(edge.loadBalancer.suffix);
    this.profileId = this.#profile();
    this.#begin(this.#strategy());
  }

  /** A change that has errors jump is taken back by AppConfig itself. */
  #watched(loadBalancer: string): string {
    const alarm = new MathAlarm(this, "errors-jumped", {
      name: "flags-errors-jumped",
      hurts:
        "Of the shop's answers many more are errors than a minute ago: customers can't go on. A change of flags that is under way is taken back.",
      runbook: "service-errors",
      // A jump, and not a height: in the middle of trouble a kill switch must not be taken back for the trouble's sake.
      expression: `DIFF(IF(FILL(requests, 0) >= ${tellingRequests}, 100 * FILL(errors, 0) / requests, 0))`,
      metrics: {
        requests: this.#ofLoadBalancer(loadBalancer, "RequestCount"),
        errors: this.#ofLoadBalancer(loadBalancer, "HTTPCode_Target_5XX_Count"),
      },
      ...{ threshold: { above: jumpPercent }, forMinutes: 1 },
    });
    const role = new ServiceRole(this, "watch-role", {
      name: "flags-watch",
      service: "appconfig.amazonaws.com",
      may: [{ actions: ["cloudwatch:DescribeAlarms"], resources: [this.arn("cloudwatch", "alarm:*")] }],
    });
    const { environmentId } = new AppconfigEnvironment(this, "environment", {
      name: this.environment.name,
      applicationId: this.applicationId,
      monitor: [{ alarmArn: alarm.arn, alarmRoleArn: role.arn }],
      dependsOn: role.resources,
    });
    return environmentId;
  }

  #ofLoadBalancer(suffix: string, metric: string) {
    const dimensions = { LoadBalancer: suffix };
    return { namespace: "AWS/ApplicationELB", metric, statistic: "Sum" as const, dimensions };
  }

  #profile(): string {
    const { configurationProfileId } = new AppconfigConfigurationProfile(this, "profile", {
      name: profileName,
      applicationId: this.applicationId,
      locationUri: "hosted",
      // A version that is not as packages/contracts declares the flags is refused before any program sees it.
      validator: [{ type: "JSON_SCHEMA", content: JSON.stringify(flagFileSchema(shopFlags)) }],
    });
    return configurationProfileId;
  }

  /** At once, for a kill switch is wanted at once, and then watched. */
  #strategy(): string {
    return new AppconfigDeploymentStrategy(this, "strategy", {
      name: this.nameOf("flags"),
      description: "To all at once, then watched for two minutes",
      deploymentDurationInMinutes: 0,
      finalBakeTimeInMinutes: 2,
      growthFactor: 100,
      growthType: "LINEAR",
      replicateTo: "NONE",
    }).id;
  }

  /** Each flag says its default until somebody says otherwise, by `npm run flags`. */
  #begin(strategyId: string): void {
    const { applicationId, profileId: configurationProfileId } = this;
    const first = new AppconfigHostedConfigurationVersion(this, "first", {
      ...{ applicationId, configurationProfileId },
      content: JSON.stringify(initialFlags(shopFlags), null, 2),
      contentType: "application/json",
      description: "The flags as they are declared",
      // What operators make of them since is theirs.
      lifecycle: { ignoreChanges: "all" },
    });
    new AppconfigDeployment(this, "first-deployment", {
      ...{ applicationId, configurationProfileId, environmentId: this.environmentId },
      configurationVersion: Token.asString(first.versionNumber),
      deploymentStrategyId: strategyId,
      lifecycle: { ignoreChanges: "all" },
    });
  }
}

/** Of fewer requests in a minute nothing can be told. */
const tellingRequests = 20;
const jumpPercent = 5;
