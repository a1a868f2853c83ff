import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { daemonContainer, type ProgramContainer, programContainer } from "./containers";
import type { LogGroup } from "./log-group";
import type { Statement } from "./permissions";
import { ServiceRole } from "./service-role";

export interface TaskProps {
  /** Its family, behind the environment's. */
  name: string;
  program: ProgramContainer;
  /** CPU units, of which 1024 are a core, and MiB: for all containers together. */
  size: { cpu: number; memory: number };
  /** The image of the daemon that sends traces on; a task without it is not traced. */
  daemonImage?: string;
  /** ARNs of the repositories that its images are in. */
  repositories: readonly string[];
  logs: Pick<LogGroup, "name" | "arn">;
  /** The key that its secrets are sealed with. */
  secretsKeyArn: string;
  may: Statement[];
}

/**
 * What a task is made from. Terraform registers a revision when something of it changes; a release copies the newest and
 * puts another image in, so that a new variable reaches the tasks, and nobody's revision is taken away.
 */
export class Task extends Construct {
  readonly arn: string;
  readonly family: string;
  readonly roleArns: readonly string[];

  constructor(scope: Construct, id: string, props: TaskProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const { name, program, size, daemonImage, logs } = props;
    const logsTo = { group: logs.name, region: stack.environment.region };
    const role = this.#role("does", name, props.may);
    const startedBy = this.#role("starts", `${name}-starts`, this.#starting(props));
    const containers = [
      programContainer(program, logsTo, daemonImage !== undefined),
      ...(daemonImage ? [daemonContainer(daemonImage, logsTo)] : []),
    ];
    const definition = new EcsTaskDefinition(this, "definition", {
      family: stack.nameOf(name),
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
      cpu: String(size.cpu),
      memory: String(size.memory),
      taskRoleArn: role,
      executionRoleArn: startedBy,
      containerDefinitions: JSON.stringify(containers),
      skipDestroy: true,
    });
    this.arn = definition.arn;
    this.family = definition.family;
    this.roleArns = [role, startedBy];
  }

  /** A role that tasks of this account take on. */
  #role(id: string, name: string, may: Statement[]): string {
    const stack = EnvironmentStack.of(this);
    return new ServiceRole(this, id, {
      ...{ name, service: "ecs-tasks.amazonaws.com", may },
      onlyIf: [
        ["StringEquals", "aws:SourceAccount", stack.environment.account],
        ["ArnLike", "aws:SourceArn", stack.arn("ecs", "*")],
      ],
    }).arn;
  }

  /** What ECS does to start it: fetches its images, tells it its secrets, writes its logs. */
  #starting({ repositories, logs, program, secretsKeyArn }: TaskProps): Statement[] {
    const { region, guardDutyAccount } = EnvironmentStack.of(this).environment;
    const guardDutyAgent = `arn:aws:ecr:${region}:${guardDutyAccount}:repository/aws-guardduty-agent-fargate`;
    const secrets = Object.values(program.secrets);
    const readSecrets: Statement[] = [
      { actions: ["secretsmanager:GetSecretValue"], resources: secrets },
      {
        actions: ["kms:Decrypt"],
        resources: [secretsKeyArn],
        conditions: [
          ["StringEquals", "kms:ViaService", `secretsmanager.${region}.amazonaws.com`],
          ["StringEquals", "kms:EncryptionContext:SecretARN", ...secrets],
        ],
      },
    ];
    return [
      {
        actions: ["ecr:GetAuthorizationToken"],
        resources: ["*"],
        becauseWide: "Signing in to ECR knows no resources; images are fetched from named repositories only.",
      },
      {
        actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        resources: [...repositories, guardDutyAgent],
      },
      { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [`${logs.arn}:*`] },
      ...(secrets.length > 0 ? readSecrets : []),
    ];
  }
}
