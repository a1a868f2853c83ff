import { CodedeployApp } from "@cdktf/provider-aws/lib/codedeploy-app";
import { CodedeployDeploymentGroup } from "@cdktf/provider-aws/lib/codedeploy-deployment-group";
import { LambdaAlias } from "@cdktf/provider-aws/lib/lambda-alias";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import type { Environment } from "../environments";
import { Alarm } from "./alarm";
import type { Lambda } from "./lambda";
import { ServiceRole } from "./service-role";

export interface LiveLambdaProps {
  /** The lambda's, behind the environment's. */
  name: string;
  lambda: Lambda;
  /** Who is hurt when it fails. */
  hurts: string;
}

/** How a new version takes over from the old one. */
const shifts: Record<Environment["release"]["shift"], string> = {
  canary: "CodeDeployDefault.LambdaLinear10PercentEvery1Minute",
  "all-at-once": "CodeDeployDefault.LambdaAllAtOnce",
};

/** What is invoked of a lambda, in its releases' care: CodeDeploy shifts to a new version by and by, and back if it fails. */
export class LiveLambda extends Construct {
  /** The ARN of the alias `live`, as a function's. */
  readonly arn: string;
  /** What a release of it has to know: CodeDeploy's names, and the version that Terraform made last. */
  readonly note: { application: string; deploymentGroup: string; alias: string; newest: string };

  constructor(scope: Construct, id: string, { name, lambda, hurts }: LiveLambdaProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const alias = new LambdaAlias(this, "live", {
      name: "live",
      description: "What is invoked. CodeDeploy moves it from one version to the next.",
      functionName: lambda.name,
      functionVersion: lambda.version,
      lifecycle: { ignoreChanges: ["function_version", "routing_config"] },
    });
    this.arn = alias.arn;
    const failing = new Alarm(this, "failing", {
      ...{ name: `${name}-release`, runbook: "release", namespace: "AWS/Lambda", metric: "Errors" },
      hurts: `The lambda ${name} fails. A release of it that is under way is taken back. ${hurts}`,
      ...{ statistic: "Sum", threshold: { above: 0 }, forMinutes: 1 },
      dimensions: { FunctionName: lambda.name, Resource: `${lambda.name}:${alias.name}` },
    });
    const application = new CodedeployApp(this, "app", { name: lambda.name, computePlatform: "Lambda" }).name;
    new CodedeployDeploymentGroup(this, "group", {
      appName: application,
      deploymentGroupName: lambda.name,
      deploymentConfigName: shifts[stack.environment.release.shift],
      serviceRoleArn: this.#role(name, lambda),
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
      alarmConfiguration: { enabled: true, alarms: [failing.alarmName] },
      autoRollbackConfiguration: {
        enabled: true,
        events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
    });
    this.note = { application, deploymentGroup: lambda.name, alias: "live", newest: lambda.version };
  }

  #role(name: string, { arn }: Lambda): string {
    return new ServiceRole(this, "role", {
      name: `${name}-release`,
      service: "codedeploy.amazonaws.com",
      may: [
        {
          actions: ["lambda:GetAlias", "lambda:UpdateAlias", "lambda:GetProvisionedConcurrencyConfig"],
          resources: [arn, `${arn}:live`],
        },
        {
          actions: ["cloudwatch:DescribeAlarms"],
          resources: ["*"],
          becauseWide: "Alarms are only looked at, and CodeDeploy asks for them without naming any.",
        },
      ],
    }).arn;
  }
}
