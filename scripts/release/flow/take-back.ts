import { serviceAppSpec } from "../deployments/app-spec";
import {
  activeDeployment,
  createDeployment,
  deploymentOf,
  described,
  stopDeployment,
} from "../deployments/deployment";
import { follow } from "../deployments/follow";
import { publishFigures } from "../figures/publish-figures";
import type { ReleaseRecord } from "../records/release-record";
import { ReleaseError } from "../release-error";
import type { Releasing } from "../releasing";
import { lambdasOf } from "../service-lambdas";
import { strategies } from "../strategies";
import { rollWorker } from "../tasks/roll-worker";
import { runningVersion } from "../tasks/running-version";
import { earlierRevision } from "../tasks/task-definitions";
import { definitionsOf, groupOf } from "./places";
import { takeLambdaBack } from "./release-lambda";
import { descriptionOf } from "./release-service";

/**
 * Takes a release back, from wherever it is: customers first, then the worker and the lambdas. What was not released is
 * left as it is, so twice is harmless.
 * @throws ReleaseError where customers still have it
 */
export async function takeBack(on: Releasing, record: ReleaseRecord, reason: string): Promise<void> {
  on.view.say(`${record.service} ${record.version} is taken back: ${reason}`);
  await takeServiceBack(on, record);
  await takeWorkerBack(on, record);
  for (const lambda of lambdasOf(record.service)) await takeLambdaBack(on, record, lambda);
  record.outcome = record.exposedAt === null ? "failed" : "rolled-back";
  record.finishedAt = on.now().toISOString();
  record.reason = reason;
  await on.records.finish(record);
  await publishFigures(on, record);
  on.view.say(`${record.service}: customers have ${record.previousVersion ?? "what they had before"} again.`);
}

async function takeServiceBack(on: Releasing, record: ReleaseRecord): Promise<void> {
  const group = groupOf(on, record.service);
  const own = await deploymentOf(group, descriptionOf(record), new Date(record.startedAt));
  if (own?.deploymentId) {
    await stopDeployment(group.codedeploy, own.deploymentId);
    const { rollbackId } = await follow(on, own.deploymentId, { until: "ended", isSteadfast: true });
    if (rollbackId) await follow(on, rollbackId, { until: "shifted", isSteadfast: true });
  }
  if ((await runningVersion(on, on.note.services[record.service].name)) !== record.version) return;
  await redeploy(on, record);
}

/** The old tasks are gone: they are made anew, and have all requests at once, whatever rings. */
async function redeploy(on: Releasing, record: ReleaseRecord): Promise<void> {
  const { service, previousVersion } = record;
  if (previousVersion === null) {
    throw new ReleaseError(
      `Nothing ran before ${service} ${record.version}: there is nothing to go back to.`,
    );
  }
  const group = groupOf(on, service);
  const description = `rollback of ${record.id}`;
  const active = await activeDeployment(group);
  if (active && active.description !== description) {
    throw new ReleaseError(
      `${group.group} is being released: ${described(active)}. Take that one back first.`,
    );
  }
  const { family } = on.note.services[service];
  const id =
    active?.deploymentId ??
    (await createDeployment(group, {
      revision: serviceAppSpec({
        taskDefinition: await earlierRevision(definitionsOf(on), family, previousVersion),
        container: on.note.container,
      }),
      config: strategies["all-at-once"].codeDeployConfig,
      description,
      heedsAlarms: false,
    }));
  const { isShifted, reason, status } = await follow(on, id, { until: "shifted", isSteadfast: true });
  if (!isShifted) {
    throw new ReleaseError(
      `${service} could not be taken back (${reason ?? status}): customers still have ${record.version}. Look at deployment ${id}, then try again.`,
    );
  }
}

async function takeWorkerBack(on: Releasing, record: ReleaseRecord): Promise<void> {
  const { worker } = on.note.services[record.service];
  if (record.previousVersion === null || (await runningVersion(on, worker.name)) !== record.version) return;
  const revision = await earlierRevision(definitionsOf(on), worker.family, record.previousVersion);
  await rollWorker(on, record.service, revision, { isSteadfast: true });
}
