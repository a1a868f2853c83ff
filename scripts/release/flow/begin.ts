import { GetDeploymentGroupCommand } from "@aws-sdk/client-codedeploy";
import type { ServiceName } from "@shopeasy/contracts/route-table";
import { requireBundle } from "../bundles/stored-bundles";
import { requireImage } from "../images/repository";
import { beginRecord, type ReleaseRecord, versionSchema } from "../records/release-record";
import { ReleaseError } from "../release-error";
import type { Releasing } from "../releasing";
import { lambdasOf } from "../service-lambdas";
import { commitsOf } from "../source/git";
import { type Strategy, strategies, strategyNames } from "../strategies";
import { runningVersion } from "../tasks/running-version";
import { makeWay } from "./make-way";
import { bundlesOf, groupOf, lambdaPlaceOf } from "./places";
import { wasTakenBack } from "./release-service";

export interface Wanted {
  version: string;
  /** The environment's own way, where none is named. */
  strategy: Strategy | undefined;
  /** Whether the old tasks of the release before are given up, where they still stand by to go back to. */
  endsWait: boolean;
}

/**
 * Looks whether all is there, and begins a release; or finds that the same is under way already, and gives that one.
 * Null where the service and its worker run the version.
 * @throws ReleaseError where something is missing, or somebody releases another version of the service
 */
export async function begin(
  on: Releasing,
  service: ServiceName,
  wanted: Wanted,
): Promise<ReleaseRecord | null> {
  const other = await on.records.underWay(service);
  if (other) return sameOrRefuse(other, wanted.version);
  await requireWhole(on, service);
  const { name, worker } = on.note.services[service];
  const running = await runningVersion(on, name);
  if (running === wanted.version && (await runningVersion(on, worker.name)) === wanted.version) return null;
  await requireParts(on, service, wanted.version);
  await makeWay(on, service, wanted.endsWait);
  const previousVersion = await previousOf(on, service, running, wanted.version);
  const record = beginRecord(
    {
      ...{ environment: on.note.environment, service, version: wanted.version, previousVersion, by: on.by },
      commits: await commitsOf(service, previousVersion, wanted.version),
      strategy: wanted.strategy ?? (await ownStrategy(on, service)),
    },
    on.now(),
  );
  const first = await on.records.begin(record);
  return first ? sameOrRefuse(first, wanted.version) : record;
}

function sameOrRefuse(other: ReleaseRecord, version: string): ReleaseRecord {
  if (other.version === version) return other;
  const { service, environment, by, startedAt } = other;
  throw new ReleaseError(
    [
      `${service} ${other.version} is being released to ${environment} by ${by} since ${startedAt}. One at a time: wait for it, or`,
      `  npm run release -- watch --environment ${environment} --service ${service}      takes it up, if nobody follows it any more`,
      `  npm run release -- rollback --environment ${environment} --service ${service}   takes it back`,
    ].join("\n"),
  );
}

/** Where CodeDeploy took the last release back and nobody watched, its worker and lambdas are still to follow. */
async function requireWhole(on: Releasing, service: ServiceName): Promise<void> {
  const [newest] = await on.records.list({ service });
  if (newest?.outcome !== "succeeded" || !(await wasTakenBack(on, newest))) return;
  throw new ReleaseError(
    `CodeDeploy took ${service} ${newest.version} back after its release: its worker and lambdas are to follow first, by\n  npm run release -- watch --environment ${on.note.environment} --service ${service}`,
  );
}

async function requireParts(on: Releasing, service: ServiceName, version: string): Promise<void> {
  await requireImage(on.aws.ecr, on.note.environment, service, version);
  for (const lambda of lambdasOf(service)) {
    lambdaPlaceOf(on, lambda);
    await requireBundle(bundlesOf(on), lambda, version);
  }
}

/** What runs is what can be gone back to; where only the worker was left behind, what the last release went from. */
async function previousOf(on: Releasing, service: ServiceName, running: string, version: string) {
  if (running !== version) return versionSchema.safeParse(running).data ?? null;
  const records = await on.records.list({ service });
  return records.find((record) => record.version === version)?.previousVersion ?? null;
}

/** What infra/constructs/blue-green-service.ts has given the deployment group. */
async function ownStrategy(on: Releasing, service: ServiceName): Promise<Strategy> {
  const { application, group } = groupOf(on, service);
  const { deploymentGroupInfo } = await on.aws.codedeploy.send(
    new GetDeploymentGroupCommand({ applicationName: application, deploymentGroupName: group }),
  );
  const config = deploymentGroupInfo?.deploymentConfigName;
  return strategyNames.find((name) => strategies[name].codeDeployConfig === config) ?? "canary10";
}
