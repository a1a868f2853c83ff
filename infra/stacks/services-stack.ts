import { CodedeployApp } from "@cdktf/provider-aws/lib/codedeploy-app";
import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { type ServiceName, serviceNames } from "../../packages/contracts/src/route-table";
import { BlueGreenService } from "../constructs/blue-green-service";
import { Cluster } from "../constructs/cluster";
import { programContainerName } from "../constructs/containers";
import { LogGroup } from "../constructs/log-group";
import { ReleaseAlarms } from "../constructs/release-alarms";
import { releaseRole } from "../constructs/release-role";
import { Task } from "../constructs/task";
import { WorkerService } from "../constructs/worker-service";
import { EnvironmentStack } from "../environment-stack";
import { type Environment, xrayDaemon } from "../environments";
import { ports } from "./conversations";
import type { Data } from "./data-stack";
import type { Edge } from "./edge-stack";
import type { Flags } from "./flags-stack";
import type { Foundation } from "./foundation-stack";
import type { Messaging } from "./messaging-stack";
import type { Network } from "./network-stack";
import type { Program } from "./program";
import { permissionsOf } from "./program-permissions";
import type { Registry } from "./registry-stack";
import { noteForReleases } from "./release-note";
import { environmentOf } from "./task-environment";
import {
  mainOf,
  type OneOff,
  oneOffs,
  queuesOf,
  requestsPerTask,
  slowSeconds,
  type TaskProgram,
  workerOf,
} from "./task-programs";
import { without } from "./without";

/** What the services stand on, and what of the lambdas their releases call. */
export interface ServicesParts {
  foundation: Foundation;
  registry: Registry;
  network: Network;
  data: Data;
  messaging: Messaging;
  edge: Edge;
  flags: Flags;
  lambdas: { smokeTest: { arn: string; name: string } };
}

/** What the other stacks are told: how metrics name them, and where they log. */
export interface Services {
  cluster: { name: string; arn: string };
  /** By program: services, workers, and one for all tasks that end by themselves. */
  logGroups: Readonly<
    Record<ServiceName | `${ServiceName}-worker` | "one-off", { name: string; arn: string }>
  >;
}

const oneOffSize = { cpu: 256, memory: 512 };

/** The five services with their workers, and the tasks that prepare their databases. */
export class ServicesStack extends EnvironmentStack implements Services {
  readonly cluster: Services["cluster"];
  readonly logGroups: Services["logGroups"];
  readonly #parts: ServicesParts;
  readonly #imageTag: string;

  constructor(scope: Construct, environment: Environment, parts: ServicesParts) {
    super(scope, "services", environment, parts.foundation.onCallTopic);
    this.#parts = parts;
    this.#imageTag = new TerraformVariable(this, "image_tag", {
      type: "string",
      default: "first",
      description: "The images with which the services begin; from then on a release says which.",
    }).stringValue;
    const logKeyArn = parts.foundation.keys.operations;
    this.cluster = new Cluster(this, "cluster", { name: "shop", logKeyArn });
    const logs = (name: string) => [name, new LogGroup(this, `logs-${name}`, { name, keyArn: logKeyArn })];
    const logging = [...serviceNames.flatMap((name) => [name, `${name}-worker`]), "one-off"];
    this.logGroups = Object.fromEntries(logging.map(logs)) as Record<keyof Services["logGroups"], LogGroup>;

    const tasks = serviceNames.map((service) => ({ service, task: this.#serviceTask(service) }));
    const codeDeploy = this.#codeDeploy(tasks.map(({ task }) => task));
    const released = tasks.map(({ service, task }) => [
      service,
      { ...this.#service(service, { task, codeDeploy }), worker: this.#worker(service) },
    ]);
    noteForReleases(this, {
      cluster: this.cluster.name,
      application: codeDeploy.application,
      smokeTest: parts.lambdas.smokeTest.name,
      container: { name: programContainerName, port: ports.public },
      subnets: parts.network.subnets.private,
      services: Object.fromEntries(released),
      oneOffs: this.#oneOffs(),
      releasesBucket: parts.data.buckets.releases.name,
    });
  }

  #serviceTask(service: ServiceName): Task {
    return this.#task(service, mainOf(service), {
      size: this.environment.services[service],
      listening: { ports: [ports.public, ports.internal], healthPort: ports.public },
      logs: this.logGroups[service],
    });
  }

  #service(name: ServiceName, { task, codeDeploy }: { task: Task; codeDeploy: CodeDeploy }) {
    const { network, edge } = this.#parts;
    const targetGroups = edge.targetGroups[name];
    const size = this.environment.services[name];
    const alarms = new ReleaseAlarms(this, `${name}-release`, {
      ...{ name, without: without[name], slowSeconds: slowSeconds[name] },
      ...{ loadBalancer: edge.loadBalancer.suffix, targetGroups },
    });
    const { serviceName, deploymentGroup } = new BlueGreenService(this, name, {
      ...{ name, task, codeDeploy, targetGroups, alarmNames: alarms.alarmNames, port: ports.public },
      ...{ cluster: this.cluster.name, size, listeners: edge.listeners },
      requestsPerTask: requestsPerTask(name, size),
      ...{ subnetIds: network.subnets.private, securityGroupId: network.securityGroups[name] },
      namespaceId: network.namespace.id,
    });
    return { name: serviceName, family: task.family, deploymentGroup };
  }

  #worker(service: ServiceName) {
    const { network } = this.#parts;
    const name = `${service}-worker` as const;
    const size = this.environment.workers[service];
    const task = this.#task(name, workerOf(service), {
      size,
      listening: { ports: [ports.internal], healthPort: ports.internal },
      logs: this.logGroups[name],
    });
    const { serviceName } = new WorkerService(this, name, {
      ...{ name, task, size, cluster: this.cluster.name, queues: queuesOf[service] },
      ...{ subnetIds: network.subnets.private, securityGroupId: network.securityGroups[name] },
    });
    return { name: serviceName, family: task.family };
  }

  #oneOffs() {
    const all = Object.entries(oneOffs) as [OneOff, (typeof oneOffs)[OneOff]][];
    const made = all.map(([name, program]) => {
      const { family } = this.#task(name, program, { size: oneOffSize, logs: this.logGroups["one-off"] });
      return [name, { family, securityGroup: this.#parts.network.securityGroups[program.group] }];
    });
    return Object.fromEntries(made);
  }

  #task(
    program: Program,
    { service, command }: TaskProgram,
    props: {
      size: { cpu: number; memory: number };
      /** What serves is traced; what ends by itself neither listens nor is. */
      listening?: { ports: number[]; healthPort: number };
      logs: { name: string; arn: string };
    },
  ): Task {
    const { registry, data, messaging, flags, foundation } = this.#parts;
    const { environment } = this;
    const { size, listening, logs } = props;
    const repository = registry.repositories[service];
    const daemon = listening && registry.xrayDaemon;
    return new Task(this, `${program}-task`, {
      name: program,
      program: {
        ...environmentOf(program, { data, messaging, flags, environment }),
        ...{ command, ...listening, image: `${repository.url}:${this.#imageTag}` },
      },
      ...{ size, logs, secretsKeyArn: foundation.keys.personal },
      ...(daemon && { daemonImage: `${daemon.url}:${xrayDaemon.tag}` }),
      repositories: [repository.arn, ...(daemon ? [daemon.arn] : [])],
      may: permissionsOf(program, { data, messaging, flags, environment, keys: foundation.keys }),
    });
  }

  #codeDeploy(tasks: readonly Task[]): CodeDeploy {
    const { edge, lambdas } = this.#parts;
    const application = new CodedeployApp(this, "releases", {
      name: this.nameOf("services"),
      computePlatform: "ECS",
    });
    const roleArn = releaseRole(this, "releases-role", {
      ...{ name: "releases", cluster: this.cluster, smokeTest: lambdas.smokeTest },
      listeners: [edge.listeners.production, edge.listeners.test],
      taskRoles: tasks.flatMap((task) => task.roleArns),
    });
    return { application: application.name, roleArn };
  }
}

interface CodeDeploy {
  application: string;
  roleArn: string;
}
