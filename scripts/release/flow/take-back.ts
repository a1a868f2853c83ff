import { serviceAppSpec } from "../deployments/app-spec";
import { activeDeployment, createDeployment, deploymentOf } from "../deployments/deployment";
import { follow } from "../deployments/follow";
import { lookAt } from "../deployments/snapshot";
import { stopAndFollow } from "../deployments/stop-and-follow";
import { publishFigures } from "../figures/publish-figures";
import type { ReleaseRecord } from "../records/release-record";
import { ReleaseError } from "../release-error";
import type { Releasing } from "../releasing";
import { lambdasOf } from "../service-lambdas";
import { strategies } from "../strategies";
import { rollWorker } from "../tasks/roll-worker";
import { runningVersion } from "../tasks/running-version";
import { earlierRevision } from "../tasks/task-definitions";
import { makeWay } from "./make-way";
import { definitionsOf, groupOf } from "./places";
import { takeLambdaBack } from "./release-lambda";
import { descriptionOf } from "./release-service";

/**
 * Takes a release back, from wherever it is: customers first, then the worker and the lambdas. They go to what ran before
 * it, and what was not released is left as it is; or, whatever runs, to the version that `to` names. Twice is harmless.
 * @throws ReleaseError where customers still have it
 */
export async function takeBack(
  on: Releasing,
  record: ReleaseRecord,
  reason: string,
  to?: string,
): Promise<void> {
  on.view.say(`${record.service} ${record.version} is taken back: ${reason}`);
  await takeServiceBack(on, record, to);
  await takeWorkerBack(on, record, to);
  for (const lambda of lambdasOf(record.service)) await takeLambdaBack(on, record, lambda, to);
  record.outcome = record.exposedAt === null ? "failed" : "rolled-back";
  record.finishedAt = on.now().toISOString();
  record.reason = reason;
  await on.records.finish(record);
  await publishFigures(on, record);
  on.view.say(
    `${record.service}: customers have ${to ?? record.previousVersion ?? "what they had before"} again.`,
  );
}

/** Whether what runs is to be replaced. */
const isToGo = (running: string, { version }: ReleaseRecord, to: string | undefined): boolean =>
  to === undefined ? running === version : running !== to;

async function takeServiceBack(on: Releasing, record: ReleaseRecord, to?: string): Promise<void> {
  const group = groupOf(on, record.service);
  const own = await deploymentOf(group, descriptionOf(record), new Date(record.startedAt));
  if (own?.deploymentId) {
    // Nobody may have followed it when the first customers were sent there.
    record.exposedAt ??= (await lookAt(on.aws, own.deploymentId)).exposedAt;
    await stopAndFollow(on, group, own.deploymentId, "shifted");
  }
  const running = await runningVersion(on, on.note.services[record.service].name);
  if (isToGo(running, record, to)) await redeploy(on, record, to);
}

/** The old tasks are gone: they are made anew, and have all requests at once, whatever rings. */
async function redeploy(on: Releasing, record: ReleaseRecord, to?: string): Promise<void> {
  const { service } = record;
  const version = to ?? record.previousVersion;
  if (version === null) {
    throw new ReleaseError(
      `Nothing ran before ${service} ${record.version}: there is nothing to go back to.`,
    );
  }
  const group = groupOf(on, service);
  const description = `rollback of ${record.id}${to === undefined ? "" : ` to ${to}`}`;
  let active = await activeDeployment(group);
  if (active && active.description !== description) {
    await makeWay(on, service, true);
    active = null;
  }
  const { family } = on.note.services[service];
  const id =
    active?.deploymentId ??
    (await createDeployment(group, {
      revision: serviceAppSpec({
        taskDefinition: await earlierRevision(definitionsOf(on), family, version),
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

async function takeWorkerBack(on: Releasing, record: ReleaseRecord, to?: string): Promise<void> {
  const { worker } = on.note.services[record.service];
  const version = to ?? record.previousVersion;
  if (version === null || !isToGo(await runningVersion(on, worker.name), record, to)) return;
  const revision = await earlierRevision(definitionsOf(on), worker.family, version);
  await rollWorker(on, record.service, revision, { isSteadfast: true });
}
