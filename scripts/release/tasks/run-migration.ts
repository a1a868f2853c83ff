import {
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  RunTaskCommand,
  type Task,
} from "@aws-sdk/client-ecs";
import type { ServiceName } from "@shopeasy/contracts/route-table";
import { ReleaseError } from "../release-error";
import type { Releasing } from "../releasing";
import { revisionFor } from "./task-definitions";
import { lastLines } from "./task-log";

/** A migration that takes longer is none that a release should wait for. */
const longestSeconds = 3_600;
const betweenSeconds = 5;

const migrationOf = (service: ServiceName) => `${service}-migration`;

/** Whether a service keeps its things in a database that migrates. */
export const hasMigration = ({ note }: Pick<Releasing, "note">, service: ServiceName): boolean =>
  migrationOf(service) in note.oneOffs;

/**
 * Migrates a service's database with the image of a version, before that runs: what runs meanwhile lives with both,
 * since migrations only expand. Twice is harmless: what was migrated is not migrated again.
 * @throws ReleaseError with the last of the task's log, where it failed
 */
export async function runMigration(on: Releasing, service: ServiceName, version: string): Promise<void> {
  const { aws, note } = on;
  const oneOff = note.oneOffs[migrationOf(service)];
  if (!oneOff) throw new ReleaseError(`${service} has no database that migrates.`);
  const place = { ecs: aws.ecs, container: note.container.name };
  const revision = await revisionFor(place, oneOff.family, version);
  const { tasks: [begun] = [], failures: [failure] = [] } = await aws.ecs.send(
    new RunTaskCommand({
      ...{ cluster: note.cluster, taskDefinition: revision, launchType: "FARGATE" },
      networkConfiguration: {
        awsvpcConfiguration: {
          ...{ subnets: note.subnets, securityGroups: [oneOff.securityGroup], assignPublicIp: "DISABLED" },
        },
      },
      // It takes letters, digits, hyphens, slashes and underscores.
      startedBy: `release/${version}`,
    }),
  );
  const arn = begun?.taskArn;
  if (!arn)
    throw new ReleaseError(
      `The migration of ${service} can't begin: ${failure?.reason ?? "ECS made no task"}`,
    );
  on.view.say(`${migrationOf(service)} ${version}: task ${arn.split("/").at(-1)} begins`);
  const ended = await end(on, arn);
  const program = ended.containers?.find(({ name }) => name === note.container.name);
  if (program?.exitCode === 0) return on.view.say(`${migrationOf(service)} ${version}: done`);
  const lines = await lastLines(aws.ecs, await logOf(on, revision, arn));
  throw new ReleaseError(
    [
      `The migration of ${service} failed (exit code ${program?.exitCode ?? "none"}): ${ended.stoppedReason ?? program?.reason ?? ""}`,
      ...(lines.length > 0 ? lines.map((line) => `  ${line}`) : ["  It left nothing in its log."]),
      "Nothing was released: what runs is as it was.",
    ].join("\n"),
  );
}

async function end({ aws, note, pause }: Releasing, arn: string): Promise<Task> {
  for (let waited = 0; waited <= longestSeconds; waited += betweenSeconds) {
    const { tasks: [task] = [] } = await aws.ecs.send(
      new DescribeTasksCommand({ cluster: note.cluster, tasks: [arn] }),
    );
    if (task?.lastStatus === "STOPPED") return task;
    await pause(betweenSeconds);
  }
  throw new ReleaseError(
    `The task ${arn} has not ended after ${longestSeconds / 60} minutes. It goes on; look at it before you try again.`,
  );
}

/** Where a container logs is said by its definition; the stream's name ends in the container and the task. */
async function logOf({ aws, note }: Releasing, revision: string, arn: string) {
  const { taskDefinition } = await aws.ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: revision }),
  );
  const { name } = note.container;
  const program = taskDefinition?.containerDefinitions?.find((container) => container.name === name);
  const { options = {} } = program?.logConfiguration ?? {};
  return {
    group: options["awslogs-group"] ?? "",
    region: options["awslogs-region"] ?? "",
    stream: `${options["awslogs-stream-prefix"]}/${name}/${arn.split("/").at(-1)}`,
  };
}
