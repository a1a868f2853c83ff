import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "@shopeasy/testing/eventually";
import { freePort } from "@shopeasy/testing/free-port";
import { describeWith, findProgram } from "@shopeasy/testing/programs";
import { nginxConfiguration } from "../nginx-configuration";
import type { Places } from "../routes";

const program = findProgram("nginx");

/** Tests that need a real nginx. */
export const describeWithNginx = describeWith(["nginx"], "apt-get install nginx-light");

/** What `nginx -t` says of a configuration, and whether it is well. */
export function lookOver(configuration: string): { isWell: boolean; said: string } {
  return inFolder((folder) => {
    const file = join(folder, "nginx.conf");
    writeFileSync(file, configuration);
    const { status, stderr } = spawnSync(program ?? "", ["-t", "-c", file, "-p", folder], {
      encoding: "utf8",
      stdio: ["ignore", "ignore", "pipe"],
    });
    return { isWell: status === 0, said: stderr };
  });
}

export interface RunningNginx {
  url: string;
  port: number;
  stop: () => Promise<void>;
}

/** Starts a real nginx with the proxy's configuration, on free ports of loopback. */
export async function startNginx(places: Places): Promise<RunningNginx> {
  const [port, healthPort] = [await freePort(), await freePort()];
  const folder = mkdtempSync(join(tmpdir(), "shopeasy-nginx-"));
  // As root, its workers run as another user, who has to pass.
  chmodSync(folder, 0o755);
  const file = join(folder, "nginx.conf");
  writeFileSync(file, nginxConfiguration({ port, healthPort, places, temporary: folder }));
  const server = spawn(program ?? "", ["-c", file, "-p", folder, "-g", "daemon off;"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  server.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const stop = async () => {
    if (server.exitCode === null) await ended(server);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await eventually(async () => {
      if (server.exitCode !== null) throw new Error(`nginx does not start: ${said}`);
      const { status } = await fetch(`http://127.0.0.1:${healthPort}/`);
      expect(status).toBe(204);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, port, stop };
}

async function ended(server: ChildProcess): Promise<void> {
  const exited = once(server, "exit");
  server.kill("SIGTERM");
  await exited;
}

function inFolder<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "shopeasy-nginx-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
