import {
  DescribeTaskDefinitionCommand,
  type ECSClient,
  paginateListTaskDefinitions,
  RegisterTaskDefinitionCommand,
  type TaskDefinition,
} from "@aws-sdk/client-ecs";
import { ReleaseError } from "../release-error";

interface Place {
  ecs: ECSClient;
  /** The container whose image a release changes. */
  container: string;
}

/** So many revisions back a version is looked for before a new one is made of it. */
const revisionsLookedAt = 30;

/** The version that a revision runs, which is its image's tag; `first` is what Terraform begins with. */
export async function versionIn({ ecs, container }: Place, revision: string): Promise<string> {
  return tagOf(imageOf(await described(ecs, revision), container));
}

/**
 * A revision of a family that runs this version: the newest as it is, or a copy of it with that image alone in place of
 * its own, so that what Terraform changed meanwhile reaches the tasks. Twice gives the same.
 */
export async function revisionFor(on: Place, family: string, version: string): Promise<string> {
  const { ecs, container } = on;
  const { taskDefinition, tags = [] } = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: family, include: ["TAGS"] }),
  );
  if (!taskDefinition) throw new ReleaseError(`There is no task definition ${family}.`);
  const image = imageOf(taskDefinition, container);
  if (tagOf(image) === version) return taskDefinition.taskDefinitionArn ?? "";
  // What AWS adds by itself, and does not take.
  const {
    taskDefinitionArn: _arn,
    revision: _revision,
    status: _status,
    requiresAttributes: _attributes,
    compatibilities: _compatibilities,
    registeredAt: _at,
    registeredBy: _by,
    deregisteredAt: _until,
    ...copied
  } = taskDefinition;
  const registered = await ecs.send(
    new RegisterTaskDefinitionCommand({
      ...copied,
      family: taskDefinition.family,
      containerDefinitions: copied.containerDefinitions?.map((definition) =>
        definition.name === container
          ? { ...definition, image: `${image.slice(0, image.lastIndexOf(":"))}:${version}` }
          : definition,
      ),
      ...(tags.length > 0 && { tags }),
    }),
  );
  return registered.taskDefinition?.taskDefinitionArn ?? "";
}

/** The very revision by which a version ran, to go back to; a new one where it is long ago. */
export async function earlierRevision(on: Place, family: string, version: string): Promise<string> {
  const pages = paginateListTaskDefinitions({ client: on.ecs }, { familyPrefix: family, sort: "DESC" });
  let looked = 0;
  for await (const { taskDefinitionArns = [] } of pages) {
    for (const arn of taskDefinitionArns) {
      if (looked++ >= revisionsLookedAt) return revisionFor(on, family, version);
      if ((await versionIn(on, arn)) === version) return arn;
    }
  }
  return revisionFor(on, family, version);
}

async function described(ecs: ECSClient, taskDefinition: string): Promise<TaskDefinition> {
  const found = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  return found.taskDefinition ?? {};
}

function imageOf({ family, containerDefinitions = [] }: TaskDefinition, container: string): string {
  const image = containerDefinitions.find(({ name }) => name === container)?.image;
  if (!image) throw new ReleaseError(`The task definition ${family} has no container ${container}.`);
  return image;
}

/** `1.dkr.ecr.eu-west-1.amazonaws.com/shopeasy-prod-orders:0123456789ab` */
const tagOf = (image: string): string => image.slice(image.lastIndexOf(":") + 1);
