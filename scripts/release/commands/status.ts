import type { ServiceName } from "@shopeasy/contracts/route-table";
import { activeDeployment } from "../deployments/deployment";
import { lookAt } from "../deployments/snapshot";
import { groupOf, lambdaPlaceOf } from "../flow/places";
import { versionOfAlias } from "../flow/release-lambda";
import type { ReleaseRecord } from "../records/release-record";
import type { Releasing } from "../releasing";
import { lambdasOf } from "../service-lambdas";
import { runningVersion } from "../tasks/running-version";

/** Says what runs, what is being released, and what was last. Changes nothing. */
export async function status(on: Releasing, services: readonly ServiceName[]): Promise<string> {
  const parts = await Promise.all(services.map((service) => ofService(on, service)));
  return parts.join("\n");
}

async function ofService(on: Releasing, service: ServiceName): Promise<string> {
  const { name, worker } = on.note.services[service];
  const [running, working, lambdas, underWay, active, records] = await Promise.all([
    runningVersion(on, name),
    runningVersion(on, worker.name),
    Promise.all(lambdasOf(service).map((lambda) => ofLambda(on, lambda))),
    on.records.underWay(service),
    activeDeployment(groupOf(on, service)),
    on.records.list({ service }),
  ]);
  const differs = running === working ? "" : `  (its worker: ${working})`;
  return [
    `${service.padEnd(9)} ${running}${differs}${lambdas.map((lambda) => `  ${lambda}`).join("")}`,
    ...(underWay ? [`  under way: ${lineOf(underWay)}`] : []),
    ...(active?.deploymentId ? [await deploymentLine(on, active.deploymentId)] : []),
    ...records.slice(0, 3).map((record) => `  ${lineOf(record)}`),
    "",
  ].join("\n");
}

async function ofLambda(on: Releasing, lambda: string): Promise<string> {
  const { functionName, alias } = lambdaPlaceOf(on, lambda);
  return `${lambda}: version ${await versionOfAlias(on.aws.lambda, functionName, alias)}`;
}

async function deploymentLine(on: Releasing, id: string): Promise<string> {
  const { status: state, shifted, isShifted, alarms } = await lookAt(on.aws, id);
  const ringing = alarms.filter((alarm) => alarm.state === "ALARM").map(({ name }) => name);
  const waits = isShifted ? "; the old tasks still stand by, to go back to" : "";
  return `  CodeDeploy ${id}: ${state}, ${shifted} % have the new version${waits}${ringing.length > 0 ? `; ringing: ${ringing.join(", ")}` : ""}`;
}

function lineOf({
  startedAt,
  version,
  previousVersion,
  outcome,
  by,
  strategy,
  reason,
}: ReleaseRecord): string {
  const why = reason === null ? "" : `: ${reason.split("\n")[0]}`;
  return `${startedAt.slice(0, 16).replace("T", " ")}  ${previousVersion ?? "-"} → ${version}  ${outcome}  ${strategy}  ${by}${why}`;
}
