import type { ServiceName } from "@shopeasy/contracts/route-table";
import { deploymentOf } from "../deployments/deployment";
import { follow, Interrupted } from "../deployments/follow";
import { carryOut } from "../flow/carry-out";
import { groupOf } from "../flow/places";
import { descriptionOf } from "../flow/release-service";
import { takeBack } from "../flow/take-back";
import { ReleaseError } from "../release-error";
import type { Releasing } from "../releasing";

/**
 * Takes up a release that nobody follows any more, and follows it until the old tasks are gone. Where CodeDeploy takes it
 * back until then, because an alarm rings, its worker and lambdas go back with it.
 * @throws ReleaseError where it was taken back
 */
export async function watch(on: Releasing, service: ServiceName): Promise<void> {
  const underWay = await on.records.underWay(service);
  if (underWay) await carryOut(on, underWay);
  const [newest] = await on.records.list({ service });
  if (newest?.outcome !== "succeeded") return on.view.say(`${service}: nothing is being released.`);
  const deployment = await deploymentOf(
    groupOf(on, service),
    descriptionOf(newest),
    new Date(newest.startedAt),
  );
  if (!deployment?.deploymentId)
    return on.view.say(`${service} ${newest.version}: CodeDeploy has forgotten it.`);
  const { status, reason } = await follow(on, deployment.deploymentId, { until: "ended" }).catch(
    (error: unknown) => {
      if (!(error instanceof Interrupted)) throw error;
      if (error.wanted === "leave") return { status: "left", reason: null };
      return { status: "Stopped", reason: `${on.by} took it back` };
    },
  );
  if (status === "left") return on.view.say(`${service} ${newest.version} is left to CodeDeploy.`);
  if (status === "Succeeded") return on.view.say(`${service} ${newest.version}: the old tasks are gone.`);
  await takeBack(on, newest, reason ?? `CodeDeploy ended it: ${status}`);
  throw new ReleaseError(`${service} ${newest.version} was taken back: ${reason ?? status}`);
}
