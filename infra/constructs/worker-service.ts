import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import type { Measured } from "./math-alarm";
import { Scaling } from "./scaling";
import type { Task } from "./task";

export interface WorkerServiceProps {
  /** Its name, behind the environment's. */
  name: string;
  cluster: string;
  task: Task;
  size: { cpu: number; least: number; most: number };
  subnetIds: string[];
  securityGroupId: string;
  /** The names of the queues that it works off. */
  queues: readonly string[];
}

/** Seconds that the oldest message may wait before there are more tasks. What fails again and again is not counted. */
const oldestSeconds = 20;

/** What works in the background: replaced task by task, and put back as it was where the new ones do not start. */
export class WorkerService extends Construct {
  readonly serviceName: string;

  constructor(scope: Construct, id: string, props: WorkerServiceProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const { name, cluster, task, size } = props;
    const service = new EcsService(this, "service", {
      name: stack.nameOf(name),
      cluster,
      taskDefinition: task.arn,
      desiredCount: size.least,
      capacityProviderStrategy: [
        { capacityProvider: stack.environment.spotWorkers ? "FARGATE_SPOT" : "FARGATE", weight: 1 },
      ],
      platformVersion: "1.4.0",
      deploymentController: { type: "ECS" },
      deploymentCircuitBreaker: { enable: true, rollback: true },
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      availabilityZoneRebalancing: "ENABLED",
      networkConfiguration: { subnets: props.subnetIds, securityGroups: [props.securityGroupId] },
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      // Releases and scaling change them.
      lifecycle: { ignoreChanges: ["task_definition", "desired_count"] },
    });
    const scaling = new Scaling(this, "scaling", { cluster, service, size });
    const ages = props.queues.map((queue, index): [string, Measured] => [
      `q${index}`,
      {
        ...{ namespace: "AWS/SQS", metric: "ApproximateAgeOfOldestMessage", statistic: "Maximum" },
        dimensions: { QueueName: stack.nameOf(queue) },
      },
    ]);
    const oldest = `MAX([${ages.map(([age]) => `FILL(${age}, 0)`).join(", ")}])`;
    scaling.track("oldest-message", oldest, Object.fromEntries(ages), oldestSeconds);
    this.serviceName = service.name;
  }
}
