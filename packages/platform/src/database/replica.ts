import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "../logging/logger";
import type { Database } from "./connect";

export interface ReplicaOptions<Schema extends Record<string, unknown>> {
  primary: Pick<Database, "sql">;
  /** Opens a pool of connections to the replica: at first, and in place of one that hangs. */
  open: () => Database<Schema>;
  logger: Pick<Logger, "info" | "warn">;
  /** A replica further behind than this, in milliseconds, is left out; 2,000 unless given. */
  mostBehindMs?: number;
}

/** A place in the write-ahead log that the primary had reached at some time (by performance.now()). */
interface Milestone {
  at: number;
  position: number;
}

/** Before all times. */
const never = Number.NEGATIVE_INFINITY;
const lookEveryMs = 500;
/** While somebody waits for the replica to catch up with a change. */
const lookSoonMs = 10;
const patienceMs = 1_000;
/** More than it is looked at while it is hurried and may yet be behind. */
const mostMilestones = 500;

const primaryPosition = "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as position";
const replicaPosition = "select pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::float8 as position";

/**
 * A streaming replica, and what is known of it. Places in the log are compared, not clocks: an idle primary's last
 * transaction is old, though nothing lags. What the replica has replayed up to the place where the primary was at a
 * time, it has of all that was committed before that time (unless `synchronous_commit` is off).
 */
export class Replica<Schema extends Record<string, unknown>> {
  #database: Database<Schema>;
  #milestones: Milestone[] = [];
  /** All that was committed before this is in the replica. */
  #hasAllUntil = never;
  /** Where it was when it was last looked at. */
  #replayed = 0;
  readonly #startedAt = performance.now();
  #isUsable = false;
  #isPrimaryDown = false;
  /** Told once when it is left out, and once when it is back. */
  #isKnownAsUsable: boolean | undefined;
  #wanted = never;
  #nap = new AbortController();
  #waiting: (() => void)[] = [];
  #isClosing = false;
  readonly #looking: Promise<void>;

  /** Begins to look after the replica at once; it is used from the first good look on. */
  constructor(private readonly options: ReplicaOptions<Schema>) {
    this.#database = options.open();
    this.#looking = this.#lookAgainAndAgain();
  }

  /**
   * The replica, where it can be read with all that was committed before `since` (performance.now()); undefined where
   * it is down, lags, or has not that much. While the primary is down it is better than nothing, however old.
   */
  having(since: number): Database<Schema> | undefined {
    if (!this.#isUsable) return undefined;
    return since <= this.#hasAllUntil || this.#isPrimaryDown ? this.#database : undefined;
  }

  /** The same, waiting so many milliseconds at most for the replica to get that much: mostly it takes ten or so. */
  async soonHaving(since: number, withinMs: number): Promise<Database<Schema> | undefined> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      const database = this.having(since);
      const remaining = deadline - performance.now();
      if (database || !this.#isUsable || remaining <= 0) return database;
      this.#hurry(since);
      await this.#nextLook(remaining);
    }
  }

  #hurry(since: number): void {
    if (since <= this.#wanted) return;
    const isAsleep = this.#wanted <= this.#hasAllUntil;
    this.#wanted = since;
    if (isAsleep) this.#nap.abort();
  }

  #nextLook(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Leaves the replica out until it is seen to answer: a query of it has just failed, or hangs. */
  lost(error: unknown): void {
    this.#hasAllUntil = never;
    this.#judge(false, error);
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#nap.abort();
    await this.#looking;
    await this.#database.close();
  }

  async #lookAgainAndAgain(): Promise<void> {
    while (!this.#isClosing) {
      const startedAt = performance.now();
      await this.#look();
      for (const tellLooked of this.#waiting.splice(0)) tellLooked();
      const isBehind = this.#isUsable && this.#wanted > this.#hasAllUntil;
      // Behind for long, it is looked at no more often than always.
      const isHurried = isBehind && startedAt - this.#wanted < patienceMs;
      if (this.#isClosing) return;
      const { signal } = this.#nap;
      await pause(isHurried ? lookSoonMs : lookEveryMs, undefined, { signal }).catch(() => {});
      this.#nap = new AbortController();
    }
  }

  async #look(): Promise<void> {
    const at = performance.now();
    const position = await askForPosition(this.options.primary, primaryPosition).catch(() => undefined);
    this.#isPrimaryDown = position === undefined;
    if (position !== undefined) {
      this.#milestones.push({ at, position });
      if (this.#milestones.length > mostMilestones) this.#milestones.shift();
    }
    try {
      const replayed = await askForPosition(this.#database, replicaPosition);
      this.#passMilestones(replayed);
      const { mostBehindMs = 2_000 } = this.options;
      const isBehind = at - Math.max(this.#hasAllUntil, this.#startedAt) > mostBehindMs;
      if (this.#isPrimaryDown) this.#judge(true);
      else if (isBehind) this.#judge(false, new Error("The replica is too far behind."));
      else if (this.#hasAllUntil > never) this.#judge(true);
    } catch (error) {
      this.lost(error);
      if (error === silent) this.#reopen();
    }
  }

  #passMilestones(replayed: number): void {
    const passed = this.#milestones.findLast(({ position }) => position <= replayed);
    if (passed) {
      this.#hasAllUntil = passed.at;
      this.#milestones = this.#milestones.filter(({ at }) => at > passed.at);
    } else if (replayed < this.#replayed) {
      // One that crashed begins again a little earlier than where it was; or it is another.
      this.#hasAllUntil = never;
    }
    this.#replayed = replayed;
  }

  /** A connection to a machine that is gone may hang for a quarter of an hour: those who wait on it are sent away. */
  #reopen(): void {
    const hanging = this.#database;
    this.#database = this.options.open();
    hanging.close(0).catch(() => {});
  }

  #judge(isUsable: boolean, error?: unknown): void {
    this.#isUsable = isUsable;
    if (this.#isClosing || isUsable === this.#isKnownAsUsable) return;
    this.#isKnownAsUsable = isUsable;
    if (isUsable) this.options.logger.info("replica.joined");
    else this.options.logger.warn("replica.left-out", { error });
  }
}

const silent = new Error("The replica does not answer.");

async function askForPosition({ sql }: Pick<Database, "sql">, question: string): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, patienceMs, silent);
  });
  const asked = sql.unsafe<{ position: number | null }[]>(question).then(([row]) => row?.position);
  try {
    const position = await Promise.race([asked, late]);
    if (typeof position !== "number") throw new Error("The database is no replica.");
    return position;
  } finally {
    clearTimeout(timer);
    asked.catch(() => {});
  }
}
