import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { StandIn } from "../shop/stand-in";
import type { SupervisedProcess } from "../shop/supervised-process";
import { portsOf, stopWithinMs } from "./green";
import type { Ground } from "./ground";

/** The new worker runs already: the old one ends what it has in hand, and what it leaves waits in its queues. */
export async function stopOldWorker({ fleet, block }: Ground, old: SupervisedProcess): Promise<void> {
  await old.stop(stopWithinMs);
  fleet.takeAway(old);
  block.giveBack(portsOf(old));
}

/**
 * The old process, to which the gateway sends nothing any more, stops: its streams end, and the other services' calls go
 * to the new one. What they ask its public port for (keys of access tokens) is passed on once that is free.
 */
export async function stopOldMain(
  ground: Ground,
  old: SupervisedProcess,
  main: SupervisedProcess,
): Promise<void> {
  const { fleet, block, standIns, addresses, planOf } = ground;
  const { name, port = 0, internalPort = 0 } = main.plan;
  // Before it is told to stop, or calls would come to closed doors.
  for (const [service, address] of addresses) if (service === name) address.leadTo(internalPort);
  const { port: known = 0 } = planOf(name);
  const standIn = standIns.get(known) ?? new StandIn(known, port);
  standIn.leadTo(port);
  const isTaken = standIns.has(known) ? undefined : standIn.take();
  standIns.set(known, standIn);
  await Promise.all([old.stop(stopWithinMs), isTaken]);
  fleet.takeAway(old);
  block.giveBack(portsOf(old).filter((one) => one !== known));
  await removeBuild(ground, old.plan.program);
}

/** Of a release, when nothing runs from it any more. `program` is `<build>/services/orders/main.js`. */
async function removeBuild({ builds }: Ground, program: string): Promise<void> {
  const build = dirname(dirname(dirname(program)));
  if (dirname(build) === builds) await rm(build, { recursive: true, force: true });
}
