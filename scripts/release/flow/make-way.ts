import type { ServiceName } from "@shopeasy/contracts/route-table";
import { activeDeployment, described, endTermination } from "../deployments/deployment";
import { lookAt } from "../deployments/snapshot";
import { ReleaseError } from "../release-error";
import type { Releasing } from "../releasing";
import { groupOf } from "./places";

/** The release before keeps its old tasks for a while: only then, and only when told, is it ended before its time. */
export async function makeWay(on: Releasing, service: ServiceName, endsWait: boolean): Promise<void> {
  const group = groupOf(on, service);
  const active = await activeDeployment(group);
  if (!active?.deploymentId) return;
  const { isShifted } = await lookAt(on.aws, active.deploymentId);
  if (!isShifted) throw new ReleaseError(`${group.group} is being released already: ${described(active)}`);
  if (!endsWait) {
    throw new ReleaseError(
      `${group.group} keeps the tasks of the version before, to go back to within a minute: ${described(active)}.\nWait until it has ended, or say --end-wait to give them up.`,
    );
  }
  await endTermination(on.aws.codedeploy, active.deploymentId);
  on.view.say(`${group.group}: gave up the old tasks of ${active.deploymentId}`);
  while (await activeDeployment(group)) await on.pause(5);
}
