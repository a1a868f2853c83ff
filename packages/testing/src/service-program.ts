import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { cloudEnvironment } from "./cloud";
import { jwksUrl } from "./tokens";

export interface ServiceProgram {
  pid: number;
  /** What customers reach, and what other services reach; a worker has only the latter. */
  url: string;
  internalUrl: string;
  /** What it has logged so far, a JSON line each. */
  logLines: string[];
  stop: () => Promise<void>;
  /** Ends it as a crash does (SIGKILL). */
  kill: () => Promise<void>;
}

/** Signs service tokens in tests; a service under test is given the same. */
export const serviceTokenSecret = "a-service-token-secret-for-tests-only";

const build = join(__dirname, "../../../build");

/**
 * Runs a built program of a service (`services/catalog/main.js`) on free ports, with the test ground's cloud and keys.
 * For what a test's own service needs beside it: neighbours are real, never played.
 * @throws Error with its last words, when it does not start
 */
export async function startServiceProgram(
  program: string,
  environment: Record<string, string> = {},
): Promise<ServiceProgram> {
  const path = join(build, program);
  if (!existsSync(path)) throw new Error(`${program} is not built: run npm run build first.`);
  const child = spawn(process.execPath, [path], {
    env: {
      PATH: process.env.PATH ?? "",
      ...cloudEnvironment(),
      JWKS_URL: jwksUrl(),
      SERVICE_TOKEN_SECRET: serviceTokenSecret,
      PORT: "0",
      INTERNAL_PORT: "0",
      TRACE_SAMPLE_RATE: "0",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const logLines: string[] = [];
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-2_000);
  });
  const exited = once(child, "exit");
  const ports = await new Promise<{ port?: number; internalPort: number }>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      logLines.push(line);
      const started = startedLine(line);
      if (started) resolve(started);
    });
    exited.then(
      ([code, signal]) => reject(new Error(`${program} ended (${signal ?? code}): ${errors}`)),
      reject,
    );
  });
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  return {
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${ports.port ?? ports.internalPort}`,
    internalUrl: `http://127.0.0.1:${ports.internalPort}`,
    logLines,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
  };
}

function startedLine(line: string): { port?: number; internalPort: number } | null {
  if (!line.includes(".started")) return null;
  const entry = JSON.parse(line) as { event?: string; port?: number; internalPort?: number };
  const isStart = entry.event === "service.started" || entry.event === "worker.started";
  if (!isStart || entry.internalPort === undefined) return null;
  return { internalPort: entry.internalPort, ...(entry.port !== undefined && { port: entry.port }) };
}
