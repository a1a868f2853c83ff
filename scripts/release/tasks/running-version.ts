import { DescribeServicesCommand } from "@aws-sdk/client-ecs";
import { ReleaseError } from "../release-error";
import type { Releasing } from "../releasing";
import { versionIn } from "./task-definitions";

/** The version that most customers have of a service, or that a worker runs: `first` before the first release. */
export async function runningVersion(
  { aws, note }: Pick<Releasing, "aws" | "note">,
  name: string,
): Promise<string> {
  const { services: [service] = [] } = await aws.ecs.send(
    new DescribeServicesCommand({ cluster: note.cluster, services: [name] }),
  );
  // A service of CodeDeploy has a set of tasks for each colour, one of which is what customers have.
  const primary = service?.taskSets?.find(({ status }) => status === "PRIMARY");
  const revision = primary?.taskDefinition ?? service?.taskDefinition;
  if (!revision) throw new ReleaseError(`There is no service ${name} in ${note.cluster}.`);
  return versionIn({ ecs: aws.ecs, container: note.container.name }, revision);
}
