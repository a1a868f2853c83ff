import type { ServiceName } from "@shopeasy/contracts/route-table";
import { openClients } from "../aws/clients";
import { readEnvironmentNote } from "../aws/environment-note";
import { bundleOf } from "../bundles/bundle";
import { storeBundle } from "../bundles/stored-bundles";
import type { Wanted } from "../flow/begin";
import { bundlesOf } from "../flow/places";
import { buildImage, type Platform } from "../images/build-images";
import { pushImage } from "../images/push-image";
import { repositoryOf, signIn } from "../images/repository";
import { exceptionsFile, isExcepted, readScanExceptions } from "../images/scan-exceptions";
import { findingsOf } from "../images/scan-image";
import { ReleaseRecords } from "../records/release-records";
import { s3Store } from "../records/s3-store";
import { ReleaseError } from "../release-error";
import type { Releasing } from "../releasing";
import { lambdasOf } from "../service-lambdas";
import { versionOfTree } from "../source/git";
import { hasMigration, runMigration } from "../tasks/run-migration";
import { deploy } from "./deploy";
import { promote } from "./promote";

interface Building {
  services: readonly ServiceName[];
  platform: Platform;
  isLocal: boolean;
}

/** Builds images of this tree. @throws ReleaseError for a tree that is not what was committed, unless it is local */
export async function buildAll(
  { services, platform, isLocal }: Building,
  output: { write: (text: string) => unknown },
): Promise<void> {
  const version = await versionOfTree({ isLocal });
  for (const service of services) {
    const image = await buildImage(service, { version, platform });
    output.write(`${image} is built for ${platform}.\n`);
  }
}

/** Brings images and bundles of this tree to the account. What is there already stays as it is. */
export async function pushAll(on: Releasing, services: readonly ServiceName[]): Promise<void> {
  const version = await versionOfTree();
  const registry = await signIn(on.aws.ecr);
  const { environment } = on.note;
  for (const service of services) {
    const how = await pushImage(service, { ecr: on.aws.ecr, environment, registry, version });
    on.view.say(`${repositoryOf(environment, service)}:${version} ${how}`);
    for (const lambda of lambdasOf(service)) {
      const bundle = await bundleOf(lambda, version, "build");
      const stored = await storeBundle(bundlesOf(on), lambda, version, bundle);
      on.view.say(`${lambda} ${version} ${stored}, ${Math.ceil(bundle.length / 1024)} KiB`);
    }
  }
}

/** Refuses images with holes that are critical or high. @throws ReleaseError that names them */
export async function scanAll(
  on: Releasing,
  services: readonly ServiceName[],
  version: string,
): Promise<void> {
  const exceptions = await readScanExceptions(exceptionsFile, on.now());
  const refused: string[] = [];
  for (const service of services) {
    const repository = repositoryOf(on.note.environment, service);
    const findings = await findingsOf({ ecr: on.aws.ecr, pause: on.pause }, repository, version);
    for (const { id, severity, package: part } of findings) {
      const isLetPass = isExcepted(id, exceptions, on.now());
      const line = `${repository}:${version}  ${severity}  ${id}  ${part}`;
      if (isLetPass) on.view.say(`${line}  is let pass`);
      else refused.push(line);
    }
    on.view.say(`${repository}:${version} is scanned: ${findings.length} critical or high`);
  }
  if (refused.length === 0) return;
  throw new ReleaseError(
    `These are not to reach customers:\n${refused.map((line) => `  ${line}`).join("\n")}\nTake newer packages, or say in ${exceptionsFile} why one may wait, and until when.`,
  );
}

/** Migrates the databases of those services that have one. */
export async function migrateAll(
  on: Releasing,
  services: readonly ServiceName[],
  version: string,
): Promise<void> {
  for (const service of services) {
    if (hasMigration(on, service)) await runMigration(on, service, version);
    else on.view.say(`${service} has no database that migrates.`);
  }
}

type Promoting = Omit<Wanted, "version"> & {
  from: string;
  fromProfile: string | undefined;
  version: string | undefined;
};

/** Copies, migrates and releases what runs in another environment, service by service. */
export async function promoteAll(
  on: Releasing,
  services: readonly ServiceName[],
  { from, fromProfile, version, ...wanted }: Promoting,
): Promise<void> {
  const aws = openClients({ profile: fromProfile });
  try {
    const note = await readEnvironmentNote(aws.ssm, from);
    const records = new ReleaseRecords(s3Store(aws.s3, note.releasesBucket));
    for (const service of services) {
      const promoted = await promote({ aws, note, records }, on, service, version);
      await migrateAll(on, [service], promoted);
      await deploy(on, [service], { ...wanted, version: promoted });
    }
  } finally {
    aws.close();
  }
}
