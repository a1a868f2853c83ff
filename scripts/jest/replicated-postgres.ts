import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "@shopeasy/testing/free-port";
import { loopback } from "../cloud/listen";
import { localPassword, startPostgres } from "../cloud/postgres";

/** Small, for a pair of servers beside the one that all tests share. */
const primarySettings = {
  wal_level: "replica",
  max_wal_senders: "3",
  // As in production: what was committed is in the log, where a replica's place is compared with it.
  synchronous_commit: "on",
  shared_buffers: "16MB",
  max_connections: "50",
};

/**
 * The program of a primary and a streaming replica of it, for the tests that need one. It tells where they are, restarts
 * the replica for each line it is sent, and ends with its standard input, leaving nothing.
 */
async function main(): Promise<void> {
  process.on("SIGINT", () => {});
  const folder = mkdtempSync(join(tmpdir(), "shopeasy-replica-"));
  // As root, PostgreSQL runs as another user, who has to pass.
  chmodSync(folder, 0o755);
  const primaryOptions = {
    dataDir: join(folder, "primary"),
    port: await freePort(),
    durable: false,
    settings: primarySettings,
  };
  const replicaOptions = {
    ...primaryOptions,
    dataDir: join(folder, "replica"),
    port: await freePort(),
    settings: {
      ...primarySettings,
      primary_conninfo: `host=${loopback} port=${primaryOptions.port} user=postgres password=${localPassword}`,
      wal_retrieve_retry_interval: "100ms",
    },
  };

  const fresh = await startPostgres(primaryOptions);
  await fresh.stop();
  copyForReplica(primaryOptions.dataDir, replicaOptions.dataDir);
  const primary = await startPostgres(primaryOptions);
  let replica = await startPostgres(replicaOptions);

  const tell = () =>
    process.stdout.write(
      `${JSON.stringify({
        primaryUrl: primary.url("postgres"),
        replicaUrl: replica.url("postgres"),
        replicaPid: replica.pid,
      })}\n`,
    );
  const orders = createInterface({ input: process.stdin });
  let restarting = Promise.resolve();
  orders.on("line", () => {
    restarting = restarting.then(async () => {
      await replica.stop();
      replica = await startPostgres(replicaOptions);
      tell();
    });
  });
  orders.once("close", async () => {
    await Promise.allSettled([restarting]);
    await Promise.allSettled([replica.stop(), primary.stop()]);
    rmSync(folder, { recursive: true, force: true });
    process.exit();
  });
  tell();
}

/** There is no pg_basebackup among the embedded programs; the data of a server that was shut down will do as well. */
function copyForReplica(primaryFolder: string, replicaFolder: string): void {
  copy(primaryFolder, replicaFolder);
  // Its content says nothing: a copy of any file has the right owner.
  copy(join(replicaFolder, "PG_VERSION"), join(replicaFolder, "standby.signal"));
}

/** With the owner: as root, it is not ours. */
function copy(from: string, to: string): void {
  const { status, stderr } = spawnSync("cp", ["-a", from, to], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

void main();
