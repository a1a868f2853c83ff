import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import postgres, { type Sql } from "postgres";
import { migrate } from "./database";
import { eventually } from "./eventually";
import { testGround } from "./test-ground";

/** A migrated database with a streaming replica, both on servers of this test file's own. */
export interface ReplicatedDatabase {
  /** Superusers' connection strings, for services. */
  url: string;
  replicaUrl: string;
  /** To look at both, and to write to the first. */
  primary: Sql;
  replica: Sql;
  /** Keeps what the primary commits from now on from being seen on the replica, until `resume`. */
  pause: () => Promise<void>;
  resume: () => Promise<void>;
  /** Resolves when the replica has all that is committed now. */
  caughtUp: () => Promise<void>;
  /** Ends the replica as a crash does (SIGKILL). */
  killReplica: () => void;
  startReplica: () => Promise<void>;
  stop: () => Promise<void>;
}

interface RunningServers {
  primaryUrl: string;
  replicaUrl: string;
  replicaPid: number;
}

/** Starts a pair of servers, in about two seconds; `stop` leaves nothing of them. */
export async function replicatedDatabase({
  migrationsFolder,
}: {
  migrationsFolder: string;
}): Promise<ReplicatedDatabase> {
  const program = spawn(process.execPath, [testGround().replicatedPostgresProgram], {
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(program, "exit");
  const lines = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  const told = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error("The servers did not start (see above).");
    return JSON.parse(value) as RunningServers;
  };
  let servers = await told();

  const primary = postgres(servers.primaryUrl, { max: 2, onnotice: () => {} });
  const replica = postgres(servers.replicaUrl, { max: 2, onnotice: () => {} });
  const caughtUp = async () => {
    const [{ place } = { place: "" }] = await primary<
      { place: string }[]
    >`select pg_current_wal_lsn()::text as place`;
    await eventually(async () => {
      const [row] = await replica`select pg_last_wal_replay_lsn() >= ${place}::pg_lsn as reached`;
      if (!row?.reached) throw new Error("The replica did not catch up.");
    });
  };
  await migrate(servers.primaryUrl, migrationsFolder);
  await caughtUp();

  return {
    url: servers.primaryUrl,
    replicaUrl: servers.replicaUrl,
    primary,
    replica,
    caughtUp,
    pause: async () => void (await replica`select pg_wal_replay_pause()`),
    resume: async () => void (await replica`select pg_wal_replay_resume()`),
    killReplica: () => void process.kill(servers.replicaPid, "SIGKILL"),
    async startReplica() {
      program.stdin.write("restart\n");
      servers = await told();
    },
    async stop() {
      await Promise.all([primary.end({ timeout: 1 }), replica.end({ timeout: 1 })]);
      program.stdin.end();
      await exited;
    },
  };
}
