import type { ServiceName } from "@shopeasy/contracts/route-table";
import { begin, type Wanted } from "../flow/begin";
import { carryOut } from "../flow/carry-out";
import type { Releasing } from "../releasing";

/**
 * Releases a version of services, one after the other, so that whatever rings is of one of them. The first that is taken
 * back ends it: those before it stay, since each lives with both versions of the others.
 * @throws ReleaseError
 */
export async function deploy(on: Releasing, services: readonly ServiceName[], wanted: Wanted): Promise<void> {
  for (const service of services) {
    const record = await begin(on, service, wanted);
    if (!record) {
      on.view.say(`${service} runs ${wanted.version} already, and so does its worker.`);
      continue;
    }
    const from = record.previousVersion ?? "nothing of its own";
    on.view.say(
      `${service}: ${from} → ${record.version}, ${record.commits.length} commits, ${record.strategy}, by ${record.by} since ${record.startedAt}`,
    );
    await carryOut(on, record);
  }
}
