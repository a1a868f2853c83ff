import type { Releasing } from "../releasing";
import { activeRollbackId, type DeploymentGroup, stopDeployment } from "./deployment";
import { follow } from "./follow";

/** CodeDeploy begins its way back within seconds, where there is something to go back from. */
const looks = 6;
const betweenSeconds = 5;

/** Stops a deployment, and follows CodeDeploy's own way back: until customers have it, or until it has ended. */
export async function stopAndFollow(
  on: Releasing,
  group: DeploymentGroup,
  deploymentId: string,
  until: "shifted" | "ended",
): Promise<void> {
  const isStopped = await stopDeployment(group.codedeploy, deploymentId);
  let { rollbackId } = await follow(on, deploymentId, { until: "ended", isSteadfast: true });
  rollbackId ??= await activeRollbackId(group);
  // A deployment may have ended a moment before it tells by which other it is taken back.
  for (let look = 0; isStopped && !rollbackId && look < looks; look++) {
    await on.pause(betweenSeconds);
    rollbackId = await activeRollbackId(group);
  }
  if (rollbackId) await follow(on, rollbackId, { until, isSteadfast: true });
}
