import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type Agent, get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "@shopeasy/testing/eventually";
import { buildSync } from "esbuild";

export interface RunningProgram {
  child: ChildProcess;
  output: { out: string; error: string };
  /** The exit code. */
  ended: Promise<number>;
}

/** A program of `programs/`, bundled as our services are. Dispose of it when the tests have ended. */
export function aProgram(name: string) {
  const folder = mkdtempSync(join(tmpdir(), "program-"));
  const path = join(folder, "program.js");
  const children: ChildProcess[] = [];
  const entryPoints = [join(__dirname, "programs", `${name}.ts`)];
  buildSync({ entryPoints, outfile: path, bundle: true, platform: "node", logLevel: "error" });

  return {
    run(environment: Record<string, string> = {}): RunningProgram {
      const child = spawn(process.execPath, [path], { env: environment });
      children.push(child);
      const output = { out: "", error: "" };
      child.stdout.on("data", (chunk) => {
        output.out += chunk;
      });
      child.stderr.on("data", (chunk) => {
        output.error += chunk;
      });
      return { child, output, ended: once(child, "exit").then(([code]) => Number(code)) };
    },
    dispose() {
      for (const child of children) child.kill("SIGKILL");
      rmSync(folder, { recursive: true });
    },
  };
}

/** Waits for this line of its log. */
export const logged = ({ output }: RunningProgram, event: string) =>
  eventually(
    () => {
      const [line] = linesOf(output.out, event);
      if (!line) throw new Error(`no ${event} in: ${output.out}${output.error}`);
      return line;
    },
    { withinMs: 10_000 },
  );

export const linesOf = (text: string, event: string): Record<string, unknown>[] =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .filter((line) => line.event === event);

export const ask = (port: number, path: string, agent?: Agent) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: "127.0.0.1", port, path, ...(agent && { agent }) }, resolve).on("error", reject);
  });
