import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "@shopeasy/testing/programs";
import { BenchError } from "../bench-error";
import type { SliceResult } from "../load/load-job";

/** PostgreSQL's own benchmark, from Debian's postgresql-contrib; undefined where this machine has none. */
export const findPgbench = (): string | undefined =>
  findProgram("pgbench") ?? globSync("/usr/lib/postgresql/*/bin/pgbench").find(existsSync);

export interface Pgbench {
  slice(order: { connections: number; ms: number }): Promise<SliceResult>;
  stop(): Promise<void>;
}

/** Has pgbench run a script of its language against a database, over and over, and nothing around it. */
export function openPgbench(program: string, databaseUrl: string, script: string): Pgbench {
  const folder = mkdtempSync(join(tmpdir(), "shopeasy-pgbench-"));
  const file = join(folder, "script.sql");
  writeFileSync(file, script);
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const env = {
    PATH: process.env.PATH ?? "",
    PGHOST: hostname,
    PGPORT: port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: pathname.slice(1),
  };
  const logs = join(folder, "slice");

  return {
    async slice({ connections, ms }) {
      const seconds = Math.max(1, Math.round(ms / 1000));
      const how = ["-n", "-M", "prepared", "-c", `${connections}`, "-j", "1", "-T", `${seconds}`];
      const child = spawn(program, [...how, "-l", `--log-prefix=${logs}`, "-f", file], { env });
      let said = "";
      child.stdout.resume();
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
      const [code] = await once(child, "close");
      if (code !== 0) throw new BenchError(`pgbench ended with ${code}: ${said.trim()}`);
      return { ...noFigures, seconds, ...takeLatencies(folder) };
    },
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** PostgreSQL does the work, in processes that are others' too: what each used is not told. */
const noFigures = {
  latenciesOfParts: {},
  errors: 0,
  firstError: null,
  cpuSeconds: null,
  cpuSecondsOfParts: {},
  loaderShare: 0,
  open: null,
};

/** Of each transaction there is a line in a log: client, number, microseconds. */
function takeLatencies(folder: string): Pick<SliceResult, "latencies" | "done"> {
  const files = readdirSync(folder).filter((name) => name.startsWith("slice."));
  const lines = files.flatMap((name) => readFileSync(join(folder, name), "utf8").trimEnd().split("\n"));
  for (const name of files) rmSync(join(folder, name));
  const latencies = Float64Array.from(lines, (line) => Number(line.split(" ")[2]) / 1000);
  return { latencies, done: latencies.length };
}

/** A script that runs a statement whose one parameter is any of these texts. */
export function scriptWith(statement: string, texts: readonly string[]): string {
  const any = texts.map((text) => `'${text.replaceAll("'", "''")}'`).join(", ");
  // There, a colon before letters names a variable, also within a text.
  const withoutColons = statement.replaceAll(/(?<!:):(?=\w)/g, "' || chr(58) || '");
  return `\\set n random(1, ${texts.length})\n${withoutColons.replace("$1", () => `(array[${any}])[:n]`)};\n`;
}
