import {
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  PublishVersionCommand,
  paginateListVersionsByFunction,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import { requireBundle } from "../bundles/stored-bundles";
import { lambdaAppSpec } from "../deployments/app-spec";
import { createDeployment, deploymentOf } from "../deployments/deployment";
import { follow } from "../deployments/follow";
import { stopAndFollow } from "../deployments/stop-and-follow";
import type { ReleaseRecord } from "../records/release-record";
import { ReleaseError } from "../release-error";
import type { Releasing } from "../releasing";
import type { Strategy } from "../strategies";
import { bundlesOf, lambdaPlaceOf } from "./places";
import { descriptionOf } from "./release-service";

/** CodeDeploy has other names for the same of lambdas. */
const configs: Record<Strategy, string> = {
  canary10: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
  linear: "CodeDeployDefault.LambdaLinear10PercentEvery1Minute",
  "all-at-once": "CodeDeployDefault.LambdaAllAtOnce",
};

/** New code of a lambda in the network takes about a minute. */
const longestSeconds = 600;
const betweenSeconds = 2;

/**
 * Publishes the release's bundle as a version of a lambda, notes it, and shifts the alias to it.
 * @throws Interrupted
 * @throws ReleaseError where CodeDeploy took it back
 */
export async function releaseLambda(on: Releasing, record: ReleaseRecord, lambda: string): Promise<void> {
  const { group, functionName, alias } = lambdaPlaceOf(on, lambda);
  if (!record.lambdas[lambda]) {
    const from = await versionOfAlias(on.aws.lambda, functionName, alias);
    const to = await publish(on, lambda, record.version);
    record.lambdas[lambda] = { from, to };
    await on.records.update(record);
  }
  const { from, to } = record.lambdas[lambda] ?? { from: "", to: "" };
  const begun = await deploymentOf(group, descriptionOf(record), new Date(record.startedAt));
  if (!begun && (await versionOfAlias(on.aws.lambda, functionName, alias)) === to) return;
  const id =
    begun?.deploymentId ??
    (await createDeployment(group, {
      revision: lambdaAppSpec({ name: functionName, alias, from, to }),
      config: configs[record.strategy],
      description: descriptionOf(record),
      heedsAlarms: true,
    }));
  const { status, reason } = await follow(on, id, { until: "ended" });
  if (status !== "Succeeded")
    throw new ReleaseError(`${functionName} ${to} was taken back: ${reason ?? status}`);
  on.view.say(`${functionName}: ${alias} is version ${to}, as of ${record.version}`);
}

/** Has the alias be what it was before the release, or what is of the version `to`, at once. Twice is harmless. */
export async function takeLambdaBack(
  on: Releasing,
  record: ReleaseRecord,
  lambda: string,
  to?: string,
): Promise<void> {
  const moved = record.lambdas[lambda];
  if (!moved) return;
  const { group, functionName, alias } = lambdaPlaceOf(on, lambda);
  const own = await deploymentOf(group, descriptionOf(record), new Date(record.startedAt));
  if (own?.deploymentId) await stopAndFollow(on, group, own.deploymentId, "ended");
  const version = to === undefined ? moved.from : await publish(on, lambda, to);
  // Also a share of invocations that a deployment left with the other version is taken from it.
  await on.aws.lambda.send(
    new UpdateAliasCommand({
      ...{ FunctionName: functionName, Name: alias, FunctionVersion: version },
      RoutingConfig: { AdditionalVersionWeights: {} },
    }),
  );
  on.view.say(`${functionName}: ${alias} is version ${version} again`);
}

export async function versionOfAlias(
  client: LambdaClient,
  functionName: string,
  alias: string,
): Promise<string> {
  const found = await client.send(new GetAliasCommand({ FunctionName: functionName, Name: alias }));
  return found.FunctionVersion ?? "";
}

/** The version of a lambda that holds this release, made of its bundle where there is none yet. */
async function publish(on: Releasing, lambda: string, version: string): Promise<string> {
  const { functionName } = lambdaPlaceOf(on, lambda);
  const client = on.aws.lambda;
  const pages = paginateListVersionsByFunction({ client }, { FunctionName: functionName });
  for await (const { Versions = [] } of pages) {
    const found = Versions.find(({ Description }) => Description === version);
    if (found?.Version) return found.Version;
  }
  const ZipFile = await requireBundle(bundlesOf(on), lambda, version);
  const { CodeSha256 } = await client.send(
    new UpdateFunctionCodeCommand({ FunctionName: functionName, ZipFile }),
  );
  await updated(on, functionName);
  // Refused where somebody put another code there meanwhile.
  const published = await client.send(
    new PublishVersionCommand({ FunctionName: functionName, CodeSha256, Description: version }),
  );
  return published.Version ?? "";
}

/** A version can be published when new code has reached wherever AWS keeps it. */
async function updated({ aws, pause }: Releasing, functionName: string): Promise<void> {
  for (let waited = 0; waited <= longestSeconds; waited += betweenSeconds) {
    const { LastUpdateStatus, LastUpdateStatusReason } = await aws.lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: functionName }),
    );
    if (LastUpdateStatus === "Successful") return;
    if (LastUpdateStatus === "Failed") {
      throw new ReleaseError(`${functionName} did not take its new code: ${LastUpdateStatusReason}`);
    }
    await pause(betweenSeconds);
  }
  throw new ReleaseError(`${functionName} has not taken its new code after ${longestSeconds / 60} minutes.`);
}
