import { createHash } from "node:crypto";
import type { RevisionLocation } from "@aws-sdk/client-codedeploy";

export interface ServiceAppSpec {
  /** The ARN of the revision that is to run. */
  taskDefinition: string;
  container: { name: string; port: number };
  /** The lambda that looks at it before customers do; without one nobody looks. */
  smokeTest?: string;
}

/**
 * What CodeDeploy is told to make of a service.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
 */
export function serviceAppSpec({ taskDefinition, container, smokeTest }: ServiceAppSpec): RevisionLocation {
  const service = {
    TargetService: {
      Type: "AWS::ECS::Service",
      Properties: {
        TaskDefinition: taskDefinition,
        LoadBalancerInfo: { ContainerName: container.name, ContainerPort: container.port },
      },
    },
  };
  return appSpec([service], smokeTest === undefined ? [] : [{ AfterAllowTestTraffic: smokeTest }]);
}

export interface LambdaAppSpec {
  name: string;
  alias: string;
  from: string;
  to: string;
}

/** What CodeDeploy is told to make of a lambda's alias. */
export function lambdaAppSpec({ name, alias, from, to }: LambdaAppSpec): RevisionLocation {
  const Properties = { Name: name, Alias: alias, CurrentVersion: from, TargetVersion: to };
  return appSpec([{ [name]: { Type: "AWS::Lambda::Function", Properties } }], []);
}

function appSpec(resources: readonly unknown[], hooks: readonly unknown[]): RevisionLocation {
  const parts = {
    Resources: resources,
    ...(hooks.length > 0 && { Hooks: hooks }),
  };
  // The version is 0.0, which JSON.stringify would shorten to 0.
  const content = `{"version":0.0,${JSON.stringify(parts).slice(1)}`;
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { revisionType: "AppSpecContent", appSpecContent: { content, sha256 } };
}
