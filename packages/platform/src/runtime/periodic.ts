import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "../logging/logger";

export interface PeriodicOptions {
  /** Names the work in logs. */
  name: string;
  /** From the end of one run to the beginning of the next, in milliseconds. */
  everyMs: number;
  /** Gives how much it did; as long as that is something, it is run again at once. */
  work: () => Promise<number>;
  logger: Logger;
}

/**
 * Does some work over and over, one run after another. A run that fails is logged and tried again in its turn. `stop`
 * resolves when the run in hand has ended.
 */
export function startPeriodic({ name, everyMs, work, logger }: PeriodicOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = run();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const done = await work().catch((error: unknown) => {
        logger.warn("periodic.run-failed", { work: name, error });
        return 0;
      });
      if (done === 0) await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
