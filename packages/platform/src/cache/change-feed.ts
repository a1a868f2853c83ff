import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { accessOptions, type DatabaseAccess } from "../database/access";
import type { Logger } from "../logging/logger";

/** The database is the primary: a replica tells nothing. */
export interface ChangeFeedOptions extends DatabaseAccess {
  /** Names the connection in `pg_stat_activity`. */
  name: string;
  /** On which changes are notified as they are committed. */
  channel: string;
  onChange: (payload: string) => void;
  /** From now on every change is told; those before may have been missed. Called at each new connection. */
  onHearing: () => void;
  /** Changes are missed from now on. */
  onDeaf: () => void;
  logger: Pick<Logger, "warn" | "info">;
}

/** A machine that is gone closes no connection: it is asked this often, and must answer in this time. */
const askEveryMs = 1_000;
const patienceMs = 2_000;
const longestPauseMs = 2_000;

/**
 * Listens to a channel of PostgreSQL's, on a connection of its own, and knows whether it does: unlike a client's
 * `listen`, which finds a dead connection only after minutes of silence. `stop` resolves when the connection is closed.
 */
export function startChangeFeed(options: ChangeFeedOptions): { stop(): Promise<void> } {
  const { logger, onDeaf } = options;
  const stopping = new AbortController();
  const running = run(stopping.signal);

  async function run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      const hear = () => {
        if (failures > 0) logger.info("change-feed.hears-again");
        failures = 0;
        options.onHearing();
      };
      const error = await hearUntilLost(options, hear, signal);
      onDeaf();
      if (signal.aborted) return;
      if (failures === 0) logger.warn("change-feed.lost", { error });
      failures++;
      const longest = Math.min(50 * 2 ** failures, longestPauseMs);
      await pause(longest * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
    }
  }

  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Listens on one connection for as long as it lasts, and gives why it does no more. */
async function hearUntilLost(
  { url, name, channel, onChange, ...options }: ChangeFeedOptions,
  onHearing: () => void,
  stopping: AbortSignal,
): Promise<unknown> {
  const gone = new AbortController();
  const ended = AbortSignal.any([gone.signal, stopping]);
  const notified = {
    // Not among the documented options, whose `listen` is of no use here: see startChangeFeed.
    onnotify: (from: string, payload: string) => {
      if (from === channel) onChange(payload);
    },
  };
  const sql = postgres(url, {
    ...notified,
    max: 1,
    connect_timeout: 3,
    max_lifetime: null,
    fetch_types: false,
    onnotice: () => {},
    onclose: () => gone.abort(new Error("The connection was closed.")),
    ...accessOptions(options, options.logger),
    connection: { application_name: `${name}-changes` },
  });
  try {
    await soon(sql.unsafe(`listen "${channel}"`), ended);
    onHearing();
    while (!ended.aborted) {
      await pause(askEveryMs, undefined, { signal: ended }).catch(() => {});
      if (ended.aborted) break;
      // Not just whether it answers: should the client have connected anew, nobody listens there.
      const channels = await soon(sql`select pg_listening_channels() as name`, ended);
      if (!channels.some((row) => row.name === channel)) throw new Error("The connection does not listen.");
    }
    return ended.reason;
  } catch (error) {
    return error;
  } finally {
    await sql.end({ timeout: 0 }).catch(() => {});
  }
}

/** @throws what `ended` is aborted with, or that it took too long */
function soon<Result>(answer: PromiseLike<Result>, ended: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(ended.reason);
    const timer = setTimeout(() => reject(new Error("The database does not answer.")), patienceMs);
    ended.addEventListener("abort", giveUp);
    const settled = () => {
      clearTimeout(timer);
      ended.removeEventListener("abort", giveUp);
    };
    answer.then(resolve, reject).then(settled);
    if (ended.aborted) giveUp();
  });
}
