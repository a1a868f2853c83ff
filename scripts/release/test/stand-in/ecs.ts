import { AwsError } from "./aws-error";

interface Revision {
  arn: string;
  family: string;
  revision: number;
  definition: any;
  tags: any;
}

interface Service {
  isCodeDeploys: boolean;
  running: string;
  rollout: { revision: string; looks: number } | null;
}

const account = "arn:aws:ecs:eu-west-1:333333333333";

/** ECS as its API says it behaves: each look at tasks and rollouts finds them a step further. */
export class Ecs {
  readonly revisions: Revision[] = [];
  readonly services = new Map<string, Service>();
  readonly tasks = new Map<string, { looks: number; revision: string }>();
  /** What migrations end with. */
  exitCode = 0;
  /** Looks at services that do not show yet what was just asked for. */
  staleLooks = 0;
  /** Whether tasks of workers come up. */
  workersStart = true;

  addFamily(family: string, image: string): string {
    return this.#register({
      ...{ family, cpu: "256", memory: "512", networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"] },
      containerDefinitions: [
        {
          ...{ name: "program", image, essential: true, environment: [{ name: "LOG_LEVEL", value: "info" }] },
          logConfiguration: {
            logDriver: "awslogs",
            options: {
              ...{ "awslogs-group": "shopeasy-prod-one-off", "awslogs-region": "eu-west-1" },
              "awslogs-stream-prefix": "program",
            },
          },
        },
        { name: "xray", image: "registry/xray:3.7.0" },
      ],
      tags: [{ key: "Project", value: "shopeasy" }],
    });
  }

  addService(name: string, image: string, isCodeDeploys: boolean): void {
    this.services.set(name, { isCodeDeploys, running: this.addFamily(name, image), rollout: null });
  }

  imageOf = (arn: string): string =>
    this.requireRevision(arn).definition.containerDefinitions.find(({ name }: any) => name === "program")
      .image;
  primaryOf = (name: string): string => this.#service(name).running;
  setPrimary(name: string, revision: string): void {
    this.#service(name).running = revision;
  }

  requireRevision(arnOrFamily: string): Revision {
    const found = this.revisions.findLast(({ arn, family }) => arn === arnOrFamily || family === arnOrFamily);
    if (!found) throw new AwsError("ClientException", "Unable to describe task definition.");
    return found;
  }

  RegisterTaskDefinition(input: any) {
    for (const unknown of ["taskDefinitionArn", "revision", "status", "registeredAt", "compatibilities"]) {
      if (unknown in input) throw new AwsError("ClientException", `${unknown} is not taken`);
    }
    return this.DescribeTaskDefinition({ taskDefinition: this.#register(input) });
  }

  DescribeTaskDefinition({ taskDefinition, include = [] }: any) {
    const { arn, revision, definition, tags } = this.requireRevision(taskDefinition);
    const added = {
      taskDefinitionArn: arn,
      revision,
      status: "ACTIVE",
      registeredBy: "somebody",
      registeredAt: 1,
    };
    return { taskDefinition: { ...definition, ...added }, ...(include.includes("TAGS") && { tags }) };
  }

  ListTaskDefinitions({ familyPrefix, sort }: any) {
    const arns = this.revisions.filter(({ family }) => family === familyPrefix).map(({ arn }) => arn);
    return { taskDefinitionArns: sort === "DESC" ? arns.reverse() : arns };
  }

  DescribeServices({ services }: any) {
    const found = services.filter((name: string) => this.services.has(name));
    return { services: found.map((name: string) => this.#described(name)) };
  }

  UpdateService({ service: name, taskDefinition }: any) {
    const service = this.#service(name);
    if (service.isCodeDeploys) {
      throw new AwsError(
        "InvalidParameterException",
        "Unable to update task definition on services with a CODE_DEPLOY deployment controller.",
      );
    }
    this.requireRevision(taskDefinition);
    service.rollout = { revision: taskDefinition, looks: 0 };
    return { service: { serviceName: name } };
  }

  RunTask({ taskDefinition, networkConfiguration, startedBy }: any) {
    this.requireRevision(taskDefinition);
    if (!/^[\w/-]{1,128}$/.test(startedBy)) throw new AwsError("InvalidParameterException", "startedBy");
    if (networkConfiguration.awsvpcConfiguration.subnets.length === 0)
      throw new AwsError("InvalidParameterException");
    const taskArn = `${account}:task/shopeasy-prod-shop/${"0".repeat(31)}${this.tasks.size}`;
    this.tasks.set(taskArn, { looks: 0, revision: taskDefinition });
    return { tasks: [{ taskArn, lastStatus: "PROVISIONING" }], failures: [] };
  }

  DescribeTasks({ tasks: [taskArn] }: any) {
    const task = this.tasks.get(taskArn);
    if (!task) return { tasks: [], failures: [{ arn: taskArn, reason: "MISSING" }] };
    task.looks += 1;
    if (task.looks < 3) return { tasks: [{ taskArn, lastStatus: "RUNNING" }] };
    const containers = [{ name: "program", exitCode: this.exitCode }];
    return {
      tasks: [
        { taskArn, lastStatus: "STOPPED", stoppedReason: "Essential container in task exited", containers },
      ],
    };
  }

  #register({ tags, ...definition }: any): string {
    const { family } = definition;
    const revision = this.revisions.filter((one) => one.family === family).length + 1;
    const arn = `${account}:task-definition/${family}:${revision}`;
    this.revisions.push({ arn, family, revision, definition, tags });
    return arn;
  }

  #described(serviceName: string) {
    const service = this.#service(serviceName);
    if (service.isCodeDeploys) {
      return { serviceName, taskSets: [{ status: "PRIMARY", taskDefinition: service.running }] };
    }
    const { running } = service;
    const isStale = service.rollout !== null && this.staleLooks-- > 0;
    const rollout = isStale ? null : service.rollout;
    const old = { taskDefinition: running, desiredCount: 2, runningCount: 2, rolloutState: "COMPLETED" };
    if (!rollout)
      return { serviceName, taskDefinition: running, deployments: [{ ...old, status: "PRIMARY" }] };
    const { revision } = rollout;
    rollout.looks += 1;
    const isOver = rollout.looks > 2;
    const state = !isOver ? "IN_PROGRESS" : this.workersStart ? "COMPLETED" : "FAILED";
    const next = {
      taskDefinition: revision,
      desiredCount: 2,
      runningCount: state === "COMPLETED" ? 2 : 0,
      rolloutState: state,
    };
    if (state === "COMPLETED") Object.assign(service, { running: revision, rollout: null });
    if (state === "FAILED") service.rollout = null;
    return {
      ...{ serviceName, taskDefinition: state === "FAILED" ? running : revision },
      deployments: [
        {
          ...next,
          status: "PRIMARY",
          rolloutStateReason: "ECS deployment circuit breaker: tasks failed to start.",
        },
        ...(state === "COMPLETED" ? [] : [{ ...old, status: "ACTIVE" }]),
      ],
    };
  }

  #service(name: string): Service {
    const found = this.services.get(name);
    if (!found) throw new AwsError("ServiceNotFoundException");
    return found;
  }
}
