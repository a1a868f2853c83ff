import { serviceAppSpec } from "../deployments/app-spec";
import { activeDeployment, createDeployment, deploymentOf, described } from "../deployments/deployment";
import { follow } from "../deployments/follow";
import type { Snapshot } from "../deployments/snapshot";
import type { ReleaseRecord } from "../records/release-record";
import { ReleaseError } from "../release-error";
import type { Releasing } from "../releasing";
import { strategies } from "../strategies";
import { revisionFor } from "../tasks/task-definitions";
import { definitionsOf, groupOf } from "./places";

/** By which a deployment is known to be a release's. */
export const descriptionOf = ({ id }: ReleaseRecord): string => `release ${id}`;

/**
 * Begins the deployment of a release's service, or finds the one that it began before it was interrupted, and follows it
 * until all customers have the new version, or have the old one again. Notes when the first of them had it.
 * @throws Interrupted
 */
export async function releaseService(on: Releasing, record: ReleaseRecord): Promise<Snapshot> {
  return follow(on, await deploymentIdOf(on, record), {
    until: "shifted",
    async seen({ shifted, exposedAt }) {
      const exposed = exposedAt ?? (shifted > 0 ? on.now().toISOString() : null);
      if (exposed === null || record.exposedAt !== null) return;
      record.exposedAt = exposed;
      await on.records.update(record);
    },
  });
}

/** Whether CodeDeploy sent customers back after the release had succeeded, by an alarm or at somebody's word. */
export async function wasTakenBack(
  on: Pick<Releasing, "aws" | "note">,
  record: ReleaseRecord,
): Promise<boolean> {
  const group = groupOf(on, record.service);
  const own = await deploymentOf(group, descriptionOf(record), new Date(record.startedAt));
  return own?.status === "Stopped" || own?.status === "Failed";
}

async function deploymentIdOf(on: Releasing, record: ReleaseRecord): Promise<string> {
  const group = groupOf(on, record.service);
  const begun = await deploymentOf(group, descriptionOf(record), new Date(record.startedAt));
  if (begun?.deploymentId) return begun.deploymentId;
  const other = await activeDeployment(group);
  if (other && other.description !== descriptionOf(record))
    throw new ReleaseError(`${group.group} is being released already: ${described(other)}`);
  const { note } = on;
  const family = note.services[record.service].family;
  const taskDefinition = await revisionFor(definitionsOf(on), family, record.version);
  return createDeployment(group, {
    revision: serviceAppSpec({ taskDefinition, container: note.container, smokeTest: note.smokeTest }),
    config: strategies[record.strategy].codeDeployConfig,
    description: descriptionOf(record),
    heedsAlarms: true,
  });
}
