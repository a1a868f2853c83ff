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
  const [newest] = await on.records.list({ service });
  const record = (await on.records.underWay(service)) ?? newest;
  if (!record)
    throw new ReleaseError(
      `There is no record of a release of ${service}: deploy the version that it is to run.`,
    );
  const running = await runningVersion(on, on.note.services[service].name);
  if (to === undefined && (record.outcome === "rolled-back" || record.outcome === "failed")) {
    return on.view.say(
      `${service} ${record.version} was taken back already, at ${record.finishedAt}: it runs ${running}. To go back further, say which by --to.`,
    );
  }
  if (to === running && record.outcome !== "under-way") return on.view.say(`${service} runs ${to} already.`);
  await takeBack(on, asked(record, running, to), reason ?? `${on.by} took it back`);
}

/** What is taken back is what runs, whichever release brought it there. */
function asked(record: ReleaseRecord, running: string, to: string | undefined): ReleaseRecord {
  if (to === undefined) return record;
  if (record.outcome === "under-way") {
    if (to === record.previousVersion) return record;
    throw new ReleaseError(
      `${record.service} ${record.version} is being released: take it back without --to first.`,
    );
  }
  if (record.version === running) return { ...record, previousVersion: to };
  throw new ReleaseError(
    `${record.service} runs ${running}, and no release of it was the last (that is ${record.version}): deploy ${to} instead.`,
  );
}
