/** It crashed; it is back; it crashed too often to be started again. */
export type ProcessEvent = "crashed" | "restarted" | "given-up";

/** Told of each, by the name of the process. */
export type OnProcessEvent = (event: ProcessEvent, name: string, why: string) => void;

/** A process that lives this long has started well: its next crash counts as its first. */
const settledMs = 60_000;
const crashesInARow = 5;

interface RestartsSetting {
  name: string;
  /** Starts it once; rejects when it does not come up. */
  start: () => Promise<void>;
  /** What it said at its end, for who has to find out why it is given up. */
  lastWords?: () => string;
  tell: OnProcessEvent;
  /** Which the pauses between its starts grow from; a quarter of a second, unless given. */
  shortestMs?: number;
}

/** Starts a process again when it crashes, after ever longer pauses, until it crashed too often in a row. */
export class Restarts {
  private crashes = 0;
  private startedAt = 0;
  private stopped = false;

  constructor(private readonly setting: RestartsSetting) {}

  /** It is being started now. */
  began(): void {
    this.startedAt = performance.now();
  }

  /** From here on its end is wanted. */
  stop(): void {
    this.stopped = true;
  }

  crashed(why: string): void {
    if (this.stopped) return;
    const { name, start, tell, lastWords, shortestMs = 250 } = this.setting;
    this.crashes = performance.now() - this.startedAt > settledMs ? 1 : this.crashes + 1;
    if (this.crashes > crashesInARow) {
      tell("given-up", name, lastWords ? `${why}: ${lastWords()}` : why);
      return;
    }
    tell("crashed", name, why);
    const waitMs = shortestMs * 2 ** (this.crashes - 1) - shortestMs;
    setTimeout(() => {
      if (this.stopped) return;
      start().then(
        () => tell("restarted", name, why),
        (error: unknown) => this.crashed(error instanceof Error ? error.message : String(error)),
      );
    }, waitMs);
  }
}
