import { CodedeployDeploymentGroup } from "@cdktf/provider-aws/lib/codedeploy-deployment-group";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { ServiceDiscoveryService } from "@cdktf/provider-aws/lib/service-discovery-service";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import type { Environment } from "../environments";
import { programContainerName } from "./containers";
import { Scaling } from "./scaling";
import type { Colour } from "./target-group";
import type { Task } from "./task";

export interface BlueGreenServiceProps {
  /** Its name, behind the environment's; and as the others find it in the namespace. */
  name: string;
  cluster: string;
  task: Task;
  size: { cpu: number; least: number; most: number };
  /** Requests a minute that one task is to answer. */
  requestsPerTask: number;
  port: number;
  subnetIds: string[];
  securityGroupId: string;
  namespaceId: string;
  /** ARNs of what customers come in by, and of where a release is looked at before. */
  listeners: { production: string; test: string };
  targetGroups: Record<Colour, { arn: string; name: string; suffix: string }>;
  codeDeploy: { application: string; roleArn: string };
  /** While one of these rings, a release goes back. */
  alarmNames: string[];
}

/** A tenth of the requests for five minutes, or all at once. The release tool can ask for another way. */
const shifts: Record<Environment["release"]["shift"], string> = {
  canary: "CodeDeployDefault.ECSCanary10Percent5Minutes",
  "all-at-once": "CodeDeployDefault.ECSAllAtOnce",
};

/** A service that releases replace from blue to green by CodeDeploy, and that the others find by its name. */
export class BlueGreenService extends Construct {
  readonly serviceName: string;
  readonly deploymentGroup: string;

  constructor(scope: Construct, id: string, props: BlueGreenServiceProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const { name, cluster, task, size, targetGroups } = props;
    const service = new EcsService(this, "service", {
      name: stack.nameOf(name),
      cluster,
      taskDefinition: task.arn,
      desiredCount: size.least,
      launchType: "FARGATE",
      platformVersion: "1.4.0",
      deploymentController: { type: "CODE_DEPLOY" },
      networkConfiguration: { subnets: props.subnetIds, securityGroups: [props.securityGroupId] },
      loadBalancer: [
        {
          targetGroupArn: targetGroups.blue.arn,
          containerName: programContainerName,
          containerPort: props.port,
        },
      ],
      healthCheckGracePeriodSeconds: 60,
      serviceRegistries: { registryArn: this.#registry(props) },
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      // Releases and scaling change them.
      lifecycle: { ignoreChanges: ["task_definition", "load_balancer", "desired_count"] },
    });
    const scaling = new Scaling(this, "scaling", { cluster, service, size });
    // Each is of the tasks of one colour; but for a release, one of them has none.
    const perTask = ({ suffix }: { suffix: string }) => ({
      ...{ namespace: "AWS/ApplicationELB", metric: "RequestCountPerTarget", statistic: "Sum" as const },
      dimensions: { TargetGroup: suffix },
    });
    const { blue, green } = targetGroups;
    const requests = { blue: perTask(blue), green: perTask(green) };
    scaling.track("requests", "SUM([FILL(blue, 0), FILL(green, 0)])", requests, props.requestsPerTask);
    this.serviceName = service.name;
    this.deploymentGroup = this.#deploymentGroup(props, service).deploymentGroupName;
  }

  /** Tasks under the service's name, by address: a call sees within seconds that one has gone. */
  #registry({ name, namespaceId }: BlueGreenServiceProps): string {
    return new ServiceDiscoveryService(this, "name", {
      name,
      dnsConfig: { namespaceId, routingPolicy: "MULTIVALUE", dnsRecords: [{ type: "A", ttl: 5 }] },
      healthCheckCustomConfig: { failureThreshold: 1 },
    }).arn;
  }

  #deploymentGroup(props: BlueGreenServiceProps, service: EcsService): CodedeployDeploymentGroup {
    const { environment } = EnvironmentStack.of(this);
    const { listeners, targetGroups, codeDeploy, alarmNames } = props;
    const { shift, keepsOldMinutes } = environment.release;
    return new CodedeployDeploymentGroup(this, "releases", {
      appName: codeDeploy.application,
      deploymentGroupName: EnvironmentStack.of(this).nameOf(props.name),
      serviceRoleArn: codeDeploy.roleArn,
      deploymentConfigName: shifts[shift],
      deploymentStyle: { deploymentOption: "WITH_TRAFFIC_CONTROL", deploymentType: "BLUE_GREEN" },
      blueGreenDeploymentConfig: {
        deploymentReadyOption: { actionOnTimeout: "CONTINUE_DEPLOYMENT" },
        terminateBlueInstancesOnDeploymentSuccess: {
          action: "TERMINATE",
          terminationWaitTimeInMinutes: keepsOldMinutes,
        },
      },
      ecsService: { clusterName: props.cluster, serviceName: service.name },
      loadBalancerInfo: {
        targetGroupPairInfo: {
          prodTrafficRoute: { listenerArns: [listeners.production] },
          testTrafficRoute: { listenerArns: [listeners.test] },
          targetGroup: [{ name: targetGroups.blue.name }, { name: targetGroups.green.name }],
        },
      },
      alarmConfiguration: { enabled: true, alarms: alarmNames },
      autoRollbackConfiguration: {
        enabled: true,
        events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
    });
  }
}
