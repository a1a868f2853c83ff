import { Interrupted } from "../deployments/follow";
import { publishFigures } from "../figures/publish-figures";
import type { ReleaseRecord } from "../records/release-record";
import { ReleaseError } from "../release-error";
import type { Releasing } from "../releasing";
import { lambdasOf } from "../service-lambdas";
import { rollWorker } from "../tasks/roll-worker";
import { revisionFor } from "../tasks/task-definitions";
import { definitionsOf } from "./places";
import { releaseLambda } from "./release-lambda";
import { releaseService } from "./release-service";
import { takeBack } from "./take-back";

/**
 * Carries a release that has begun to its end, from wherever it is: each step finds what is done already.
 *
 * The service goes first: of its requests a share goes to the new version, with alarms that send it back, and a worker
 * has neither. So what reaches the worker and the lambdas has served customers. That both versions run side by side
 * meanwhile, writing and reading the same tables and queues, is what migrations and events are made for.
 * @throws ReleaseError where it was taken back, or its follower left
 */
export async function carryOut(on: Releasing, record: ReleaseRecord): Promise<void> {
  try {
    await requireShifted(on, record);
    const { worker } = on.note.services[record.service];
    await rollWorker(on, record.service, await revisionFor(definitionsOf(on), worker.family, record.version));
    for (const lambda of lambdasOf(record.service)) await releaseLambda(on, record, lambda);
    // Meanwhile an alarm may have sent customers back.
    await requireShifted(on, record);
  } catch (error) {
    await giveUp(on, record, error);
  }
  record.outcome = "succeeded";
  record.finishedAt = on.now().toISOString();
  record.exposedAt ??= record.finishedAt;
  await on.records.finish(record);
  await publishFigures(on, record);
  on.view.say(`${record.service} ${record.version} is with all customers.`);
}

async function requireShifted(on: Releasing, record: ReleaseRecord): Promise<void> {
  const { isShifted, reason, status } = await releaseService(on, record);
  if (!isShifted) throw new ReleaseError(reason ?? `CodeDeploy ended it: ${status}`);
}

async function giveUp(on: Releasing, record: ReleaseRecord, error: unknown): Promise<never> {
  if (error instanceof Interrupted && error.wanted === "leave") {
    throw new ReleaseError(
      `${record.service} ${record.version} goes on at CodeDeploy without being watched, and its worker waits. Take it up by:\n  npm run release -- watch --environment ${record.environment} --service ${record.service}`,
    );
  }
  // Of an answer that AWS did not give nothing follows: the release is as it was, and can be taken up.
  if (!(error instanceof Interrupted || error instanceof ReleaseError)) throw error;
  const reason = error instanceof Interrupted ? `${on.by} took it back` : error.message;
  await takeBack(on, record, reason);
  throw new ReleaseError(`${record.service} ${record.version} was not released: ${reason}`, { cause: error });
}
