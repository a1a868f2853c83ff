import type { Releasing } from "../releasing";
import { hasEnded, lookAt, type Snapshot } from "./snapshot";

const betweenSeconds = 5;

/** Whoever follows a release was interrupted, and does not want to follow it to its end. */
export class Interrupted extends Error {
  override name = "Interrupted";

  constructor(readonly wanted: "leave" | "rollback") {
    super(`Interrupted: ${wanted}`);
  }
}

interface Following {
  /** Up to which it is followed: until all customers have the new version, or until it has ended. */
  until: "shifted" | "ended";
  /** Told of each look. */
  seen?: (snapshot: Snapshot) => Promise<void>;
  /** Whether Ctrl-C is heeded: not while going back. */
  isSteadfast?: boolean;
}

/** Follows a deployment, and gives how it was last. @throws Interrupted */
export async function follow(on: Releasing, deploymentId: string, options: Following): Promise<Snapshot> {
  let alarmNames: string[] | undefined;
  for (;;) {
    const snapshot = await lookAt(on.aws, deploymentId, alarmNames);
    alarmNames ??= snapshot.alarms.map(({ name }) => name);
    on.view.show(snapshot);
    await options.seen?.(snapshot);
    if (hasEnded(snapshot) || (options.until === "shifted" && snapshot.isShifted)) return snapshot;
    await on.pause(betweenSeconds);
    const wanted = options.isSteadfast ? null : await on.interruptions.wanted();
    if (wanted) throw new Interrupted(wanted);
  }
}
