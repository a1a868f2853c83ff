import { type Deployment, DescribeServicesCommand, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import type { ServiceName } from "@shopeasy/contracts/route-table";
import { Interrupted } from "../deployments/follow";
import { ReleaseError } from "../release-error";
import type { Releasing } from "../releasing";

/** Tasks are replaced within minutes; the circuit breaker gives up long before. */
const longestSeconds = 1_800;
const betweenSeconds = 5;

/**
 * Has a worker run a revision, task by task, and waits until all of them do. What runs it already is left as it is.
 * @throws Interrupted
 * @throws ReleaseError where ECS gave up, and put the one before back by its circuit breaker
 */
export async function rollWorker(
  on: Releasing,
  service: ServiceName,
  revision: string,
  { isSteadfast = false } = {},
): Promise<void> {
  const { aws, note } = on;
  const { name } = note.services[service].worker;
  const current = await deploymentsOf(on, name);
  const isUnderWay = current.some(
    ({ status, taskDefinition }) => status === "PRIMARY" && taskDefinition === revision,
  );
  if (!isUnderWay) {
    await aws.ecs.send(
      new UpdateServiceCommand({ cluster: note.cluster, service: name, taskDefinition: revision }),
    );
  }
  let isSeen = isUnderWay;
  let said = "";
  for (let waited = 0; waited <= longestSeconds; waited += betweenSeconds) {
    const rollout = rolloutOf(await deploymentsOf(on, name), revision);
    const state = `${name}: ${rollout.running} of ${rollout.wanted} tasks run it`;
    if (state !== said) on.view.say(state);
    said = state;
    if (rollout.state === "COMPLETED") return;
    // What was just begun may not be shown yet: ECS is consistent in the end only.
    isSeen ||= rollout.isThere;
    if (rollout.state === "FAILED" && isSeen) {
      throw new ReleaseError(`${name} did not start, and ECS took it back: ${rollout.reason}`);
    }
    await on.pause(betweenSeconds);
    const wanted = isSteadfast ? null : await on.interruptions.wanted();
    if (wanted) throw new Interrupted(wanted);
  }
  throw new ReleaseError(`${name} is not replaced after ${longestSeconds / 60} minutes.`);
}

async function deploymentsOf({ aws, note }: Releasing, name: string): Promise<Deployment[]> {
  const { services: [found] = [] } = await aws.ecs.send(
    new DescribeServicesCommand({ cluster: note.cluster, services: [name] }),
  );
  if (!found) throw new ReleaseError(`There is no service ${name} in ${note.cluster}.`);
  return found.deployments ?? [];
}

/** After the circuit breaker, what failed stands beside what was put back, and then no more at all. */
function rolloutOf(deployments: readonly Deployment[], revision: string) {
  const all = deployments.filter(({ taskDefinition }) => taskDefinition === revision);
  // One of an earlier try may stand beside it.
  const found = all.find(({ status }) => status === "PRIMARY") ?? all[0];
  return {
    isThere: found !== undefined,
    state: found ? (found.rolloutState ?? "IN_PROGRESS") : "FAILED",
    reason: found?.rolloutStateReason ?? "its tasks did not become healthy",
    running: found?.runningCount ?? 0,
    wanted: found?.desiredCount ?? 0,
  };
}
