import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { loopback } from "./listen";
import { findBinaries } from "./postgres/binaries";
import { prepareDataDirectory } from "./postgres/data-directory";
import { explainFailure } from "./postgres/failures";
import { ownerMark, stopOrphan } from "./postgres/orphan";
import { serverSettings } from "./postgres/settings";
import { systemAccount } from "./postgres/system-account";

export interface PostgresOptions {
  /** Where its data is; made on the first start. */
  dataDir: string;
  /** A free port of the loopback interface. */
  port: number;
  /** Keeps every commit through a power cut. False trades that for speed: for tests. */
  durable: boolean;
  /** Beside or in place of the usual ones: for a primary and its replica. */
  settings?: Record<string, string>;
}

export interface Postgres {
  port: number;
  pid: number;
  /** A connection string; the superuser's unless another user is named. All have the same local password. */
  url: (database: string, user?: string) => string;
  /** Resolves when the server has ended, whether stopped or crashed. */
  exited: Promise<void>;
  /** A fast shutdown: open transactions are rolled back, everything committed is kept. */
  stop: () => Promise<void>;
}

/** The password of every role of the embedded server. Not a secret: it listens on loopback and holds local data. */
export const localPassword = "shopeasy";

/**
 * Starts PostgreSQL 17 from the npm package of its binaries, on loopback. As root it runs as `nobody`, since
 * PostgreSQL refuses root. One that a killed process left behind on the same data is stopped first.
 * @throws CloudError naming what to do: broken data, taken port, full disk, missing binaries
 */
export async function startPostgres({
  dataDir,
  port,
  durable,
  settings: given,
}: PostgresOptions): Promise<Postgres> {
  const account = systemAccount();
  const binaries = findBinaries(account);
  const directory = await prepareDataDirectory({
    dataDir,
    account,
    binaries,
    durable,
    password: localPassword,
  });
  await stopOrphan(directory);

  const usual = { ...serverSettings(durable), cluster_name: ownerMark(process.pid), port: String(port) };
  const settings = { ...usual, ...given };
  const server = spawn(binaries.program("postgres"), ["-D", directory, ...asFlags(settings)], {
    ...account.identity,
    cwd: "/",
    env: binaries.environment,
    // A process group of its own: Ctrl-C in the terminal must reach the services first, which still need it.
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  await untilReady(server, dataDir);

  const exited = once(server, "exit").then(() => undefined);
  return {
    port,
    pid: server.pid ?? 0,
    url: (database, user = "postgres") =>
      `postgres://${user}:${localPassword}@${loopback}:${port}/${database}`,
    exited,
    stop: () => stopServer(server, exited),
  };
}

const asFlags = (settings: Record<string, string>) =>
  Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);

async function untilReady(server: ChildProcess, dataDir: string): Promise<void> {
  const log = server.stderr;
  if (!log) throw new Error("postgres was started without its log");
  let said = "";
  await new Promise<void>((resolve, reject) => {
    log.setEncoding("utf8").on("data", (text: string) => {
      if (said.length < 100_000) said += text;
      if (/ready to accept (read-only )?connections/.test(text)) resolve();
    });
    server.once("error", (error) => reject(explainFailure(error.message, dataDir)));
    server.once("close", () => reject(explainFailure(said, dataDir)));
  });
  // From here on the log only has to be drained, so that the server never waits for its reader.
  log.removeAllListeners("data").resume();
}

async function stopServer(server: ChildProcess, exited: Promise<void>): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const harder: [NodeJS.Signals, number][] = [
    ["SIGQUIT", 3000],
    ["SIGKILL", 4500],
  ];
  const timers = harder.map(([signal, afterMs]) => setTimeout(() => server.kill(signal), afterMs));
  server.kill("SIGINT");
  await exited;
  for (const timer of timers) clearTimeout(timer);
}
