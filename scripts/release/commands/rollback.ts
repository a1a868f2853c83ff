import type { ServiceName } from "@shopeasy/contracts/route-table";
import { takeBack } from "../flow/take-back";
import type { ReleaseRecord } from "../records/release-record";
import { ReleaseError } from "../release-error";
import type { Releasing } from "../releasing";
import { runningVersion } from "../tasks/running-version";

interface Back {
  /** The version to go back to; the one before, where none is named. */
  to: string | undefined;
  reason: string | undefined;
}

/**
 * Takes the newest release of a service back: the one that is under way, or the last that ended. One that was taken back
 * is not the reason to go back further, so that two people who say it at once do so once.
 * @throws ReleaseError where there is nothing to go back to
 */
export async function rollback(on: Releasing, service: ServiceName, { to, reason }: Back): Promise<void> {
  const records = await on.records.list({ service });
  const record = (await on.records.underWay(service)) ?? records[0];
  if (!record)
    throw new ReleaseError(
      `There is no record of a release of ${service}: deploy the version that it is to run.`,
    );
  const { name, worker } = on.note.services[service];
  const running = await runningVersion(on, name);
  if (to === undefined && (record.outcome === "rolled-back" || record.outcome === "failed")) {
    return on.view.say(
      `${service} ${record.version} was taken back already, at ${record.finishedAt}: it runs ${running}. To go back further, say which by --to.`,
    );
  }
  const why = reason ?? `${on.by} took it back`;
  if (to === undefined || record.outcome === "under-way") {
    if (to === undefined || to === record.previousVersion) return takeBack(on, record, why);
    throw new ReleaseError(
      `${service} ${record.version} is being released: take it back without --to first.`,
    );
  }
  if (to === running && to === (await runningVersion(on, worker.name))) {
    return on.view.say(`${service} runs ${to} already.`);
  }
  await takeBack(on, whatBrought(running, records, to), why, to);
}

/** What is taken back is what runs, whichever release brought it there; or the last, of which not all went back. */
function whatBrought(running: string, records: readonly ReleaseRecord[], to: string): ReleaseRecord {
  const [newest] = records;
  const brought =
    newest?.outcome === "succeeded"
      ? newest
      : records.find(({ version, outcome }) => version === running && outcome === "succeeded");
  if (brought && brought.version !== to) return brought;
  throw new ReleaseError(`${to} is not behind any release that brought the ${running} that runs: deploy it.`);
}
