import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "@shopeasy/testing/free-port";
import postgres from "postgres";
import { type Postgres, startPostgres } from "../postgres";
import { createDatabases } from "../postgres/databases";
import { explainFailure } from "../postgres/failures";
import { runningProcess } from "../process-table";

const running: Postgres[] = [];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shopeasy-postgres-"));
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function start({
  durable = false,
  port,
}: {
  durable?: boolean;
  port?: number;
} = {}): Promise<Postgres> {
  const server = await startPostgres({
    dataDir: join(folder, "data"),
    port: port ?? (await freePort()),
    durable,
  });
  running.push(server);
  return server;
}

async function query<Row>(url: string, text: string): Promise<Row[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return (await sql.unsafe(text)) as unknown as Row[];
  } finally {
    await sql.end();
  }
}

test("commits outlive a kill of the server", async () => {
  const first = await start({ durable: true });
  await query(first.url("postgres"), "create table orders (number int); insert into orders values (1), (2)");
  process.kill(first.pid, "SIGKILL");
  await first.exited;

  const second = await start({ durable: true });

  expect(await query(second.url("postgres"), "select count(*)::int from orders")).toEqual([{ count: 2 }]);
});

test("each service gets a database of its own, with the extensions that the shop uses", async () => {
  const server = await start();

  await createDatabases(server, ["catalog", "orders"]);
  await createDatabases(server, ["catalog", "orders"]);

  const catalog = server.url("catalog", "catalog");
  const extensions = ["pg_trgm", "unaccent", "pgcrypto", "citext", "btree_gin", "fuzzystrmatch"];
  await query(catalog, extensions.map((name) => `create extension ${name};`).join(""));
  const [row] = await query(
    catalog,
    "select lower('ÄÉ') as folded, show_trgm('Zoë') <> show_trgm('Zo') as words",
  );
  expect(row).toEqual({ folded: "äé", words: true });
});

test("statements are counted, and 200 may connect", async () => {
  const server = await start();

  await query(server.url("postgres"), "create extension pg_stat_statements");

  const settings =
    "select current_setting('max_connections') as connections, current_setting('fsync') as fsync";
  expect(await query(server.url("postgres"), settings)).toEqual([{ connections: "200", fsync: "off" }]);
  expect(await query(server.url("postgres"), "select 1 from pg_stat_statements limit 1")).toHaveLength(1);
});

test("durable data waits for the disk", async () => {
  const server = await start({ durable: true });

  const settings =
    "select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits";

  expect(await query(server.url("postgres"), settings)).toEqual([{ fsync: "on", commits: "on" }]);
});

/** Starts a server just like this one, from a process that is then killed; gives the server's process id. */
async function leaveOrphan(like: Postgres): Promise<number> {
  const [program = "", ...flags] = runningProcess(like.pid)?.commandLine.trim().split(" ") ?? [];
  await like.stop();
  const owner = `
    const flags = process.argv.slice(2).map((flag) => flag.replace("shopeasy-${process.pid}", "shopeasy-" + process.pid));
    const server = require("node:child_process").spawn(process.argv[1], flags, {
      ...(process.getuid() === 0 && { uid: 65534, gid: 65534 }), detached: true, stdio: ["ignore", "ignore", "pipe"],
    });
    server.stderr.on("data", (log) => String(log).includes("ready to accept") && console.log(server.pid));`;
  const child = spawn(process.execPath, ["-e", owner, "--", program, ...flags], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [pid] = await once(createInterface(child.stdout), "line");
  child.kill("SIGKILL");
  await once(child, "exit");
  return Number(pid);
}

test("a server that a killed owner left behind is stopped first", async () => {
  const orphan = await leaveOrphan(await start());
  expect(runningProcess(orphan)).toBeDefined();

  const server = await start();

  expect(runningProcess(orphan)).toBeUndefined();
  expect(await query(server.url("postgres"), "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a second start on data in use is refused in one line", async () => {
  await start();

  const attempt = start();

  await expect(attempt).rejects.toMatchObject({ code: "data-in-use" });
  await expect(attempt).rejects.toThrow(/^Another ShopEasy runs on this data\. Stop it \(process \d+\).*\.$/);
});

test("a taken port is told in one line", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as { port: number };

  const attempt = start({ port });

  await expect(attempt).rejects.toMatchObject({ code: "port-taken" });
  await expect(attempt).rejects.toThrow(/^PostgreSQL cannot listen: its port is taken.*\.$/);
  other.close();
});

test("damaged data is told in one line, with the way out", async () => {
  const server = await start();
  await server.stop();
  truncateSync(join(folder, "data/global/pg_control"), 10);

  const attempt = start();

  await expect(attempt).rejects.toMatchObject({ code: "data-broken" });
  await expect(attempt).rejects.toThrow(/^PostgreSQL cannot use its data in .*npm start -- --reset.*\.$/);
});

test("a folder that holds something else is not touched", async () => {
  const server = await start();
  await server.stop();
  rmSync(join(folder, "data"), { recursive: true });
  writeFileSync(join(folder, "data.txt"), "");

  const attempt = startPostgres({ dataDir: folder, port: await freePort(), durable: false });

  await expect(attempt).rejects.toMatchObject({ code: "data-broken" });
  expect(readdirSync(folder)).toContain("data.txt");
});

test("a full disk is told in one line", () => {
  const said = '2026 FATAL:  could not write lock file "postmaster.pid": No space left on device\n';

  const failure = explainFailure(said, "/data");

  expect(failure.code).toBe("disk-full");
  expect(failure.message).toBe("PostgreSQL finds the disk full. Make room, then start again.");
});
