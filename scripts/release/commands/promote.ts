import type { ServiceName } from "@shopeasy/contracts/route-table";
import { readBundle, requireBundle, storeBundle } from "../bundles/stored-bundles";
import { bundlesOf } from "../flow/places";
import { wasTakenBack } from "../flow/release-service";
import { copyImage } from "../images/copy-image";
import { repositoryOf } from "../images/repository";
import { versionSchema } from "../records/release-record";
import { ReleaseError } from "../release-error";
import type { Releasing } from "../releasing";
import { lambdasOf } from "../service-lambdas";
import { runningVersion } from "../tasks/running-version";

type From = Pick<Releasing, "aws" | "note">;

/**
 * Brings what runs in one environment to another's account, the same bytes: image and lambdas' bundles. What is to be
 * promoted must have been released there, and not taken back. Gives the version.
 * @throws ReleaseError where it was not, or something else is there by its name
 */
export async function promote(
  from: From & Pick<Releasing, "records">,
  to: Releasing,
  service: ServiceName,
  version: string | undefined,
): Promise<string> {
  const promoted = version ?? (await runningVersion(from, from.note.services[service].name));
  if (!versionSchema.safeParse(promoted).success) {
    throw new ReleaseError(`${service} was never released to ${from.note.environment}: it runs ${promoted}.`);
  }
  const records = await from.records.list({ service });
  const tried = records.find((record) => record.version === promoted);
  if (tried?.outcome !== "succeeded") {
    throw new ReleaseError(
      `${service} ${promoted} ${tried ? `is ${tried.outcome} in` : "was not released to"} ${from.note.environment}: what goes to ${to.note.environment} has stood there.`,
    );
  }
  if (await wasTakenBack(from, tried)) {
    throw new ReleaseError(
      `${service} ${promoted} was taken back by CodeDeploy in ${from.note.environment} after its release: what goes to ${to.note.environment} has stood there.`,
    );
  }
  const digest = await copyImage(
    { ecr: from.aws.ecr, repository: repositoryOf(from.note.environment, service) },
    { ecr: to.aws.ecr, repository: repositoryOf(to.note.environment, service) },
    promoted,
  );
  to.view.say(`${service} ${promoted}: ${digest} is in ${to.note.environment}`);
  for (const lambda of lambdasOf(service)) {
    const bundle = await requireBundle(bundlesOf(from), lambda, promoted);
    await storeBundle(bundlesOf(to), lambda, promoted, bundle);
    const stored = await readBundle(bundlesOf(to), lambda, promoted);
    if (!stored?.equals(bundle))
      throw new ReleaseError(`The bundle of ${lambda} came over as something else.`);
    to.view.say(`${lambda} ${promoted}: its bundle is in ${to.note.environment}`);
  }
  return promoted;
}
