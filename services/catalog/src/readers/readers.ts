import { isStaff, type Principal } from "@shopeasy/platform/auth/principal";
import type { Database } from "@shopeasy/platform/database/connect";
import { isConnectionLoss } from "@shopeasy/platform/database/errors";
import type { Replica } from "@shopeasy/platform/database/replica";
import { AppError, Unavailable } from "@shopeasy/platform/errors";
import type * as schema from "../db/schema";

/** What is read from: the primary or its replica. */
export type Reader = Pick<Database<typeof schema>, "db" | "sql">;

const mostTags = 1_000;
/** A replica that takes longer is not waited for: the primary is asked. */
const replicaPatienceMs = 2_000;

/**
 * Decides from which database a caller reads. Staff always read the primary, so that they see what they have written;
 * all others read the replica, where there is one that is not behind what was heard to have changed.
 */
export class Readers {
  /** When, by performance.now(), a change was last heard of what has this tag. */
  #changes = new Map<string, number>();
  #anything = Number.NEGATIVE_INFINITY;
  #everything = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly primary: Reader,
    private readonly replica?: Pick<Replica<typeof schema>, "having" | "soonHaving" | "lost">,
    /** How long a read waits for the replica to get what has changed. */
    private readonly catchUpMs = 100,
  ) {}

  /**
   * Runs `work`, which only reads, for this caller. `about` names what it reads by the tags that `changed` is told:
   * then only changes of these count; without it all do. What the replica fails to answer is asked of the primary.
   */
  async read<Result>(
    caller: Principal,
    work: (database: Reader) => Promise<Result>,
    about?: readonly string[],
  ): Promise<Result> {
    const replica = isStaff(caller) ? undefined : await this.#replicaFor(about);
    if (!replica) return work(this.primary);
    try {
      return await within(replicaPatienceMs, work(replica));
    } catch (error) {
      // What we refuse, we refuse on either. What fails may be the replica's alone: its recovery ends queries in its way.
      if (error instanceof AppError && error.status < 500) throw error;
      if (error === late || isConnectionLoss(error)) this.replica?.lost(error);
      return work(this.primary);
    }
  }

  /**
   * A change of what has these tags was heard: such reads wait a moment for the replica to have it, and then go to the
   * primary. Without tags, anything may have changed.
   */
  changed(tags?: readonly string[]): void {
    if (!this.replica) return;
    const now = performance.now();
    this.#anything = now;
    if (!tags || this.#changes.size + tags.length > mostTags) {
      this.#everything = now;
      this.#changes.clear();
    } else {
      for (const tag of tags) this.#changes.set(tag, now);
    }
  }

  /** Waiting a moment for it, since what was kept is made anew mostly right after a change. */
  async #replicaFor(about: readonly string[] | undefined): Promise<Reader | undefined> {
    const since = this.#lastChangeOf(about);
    return this.replica?.having(since) ?? this.replica?.soonHaving(since, this.catchUpMs);
  }

  #lastChangeOf(about: readonly string[] | undefined): number {
    if (!about) return this.#anything;
    return about.reduce((last, tag) => Math.max(last, this.#changes.get(tag) ?? last), this.#everything);
  }
}

const late = new Unavailable("database-unavailable", "The replica does not answer.");

async function within<Result>(milliseconds: number, answered: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, milliseconds, late);
  });
  try {
    return await Promise.race([answered, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
