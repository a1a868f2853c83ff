import type { ServiceName } from "@shopeasy/contracts/route-table";
import type { DeploymentGroup } from "../deployments/deployment";
import { ReleaseError } from "../release-error";
import type { Releasing } from "../releasing";

type Noted = Pick<Releasing, "aws" | "note">;

/** Where CodeDeploy releases a service. */
export const groupOf = ({ aws, note }: Noted, service: ServiceName): DeploymentGroup => ({
  codedeploy: aws.codedeploy,
  application: note.application,
  group: note.services[service].deploymentGroup,
});

/** Where CodeDeploy releases a lambda, and which alias it moves. @throws ReleaseError for one that is not there */
export function lambdaPlaceOf({ aws, note }: Noted, lambda: string) {
  const found = note.lambdas[lambda];
  if (!found)
    throw new ReleaseError(`${note.environment} has no lambda ${lambda}: deploy the stack lambdas.`);
  return {
    group: { codedeploy: aws.codedeploy, application: found.application, group: found.deploymentGroup },
    // The group is named for the function.
    functionName: found.deploymentGroup,
    alias: found.alias,
  };
}

/** Where task definitions are, and which container of them is the shop's. */
export const definitionsOf = ({ aws, note }: Noted) => ({ ecs: aws.ecs, container: note.container.name });

/** Where bundles of lambdas are. */
export const bundlesOf = ({ aws, note }: Noted) => ({ s3: aws.s3, bucket: note.releasesBucket });
