import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Certificate } from "./certificates";
import { freePort } from "./free-port";
import { describeWith, findProgram } from "./programs";

export interface ValkeyServer {
  url: string;
  port: number;
  /** It answers nothing, and connections stay open, until `resume`. */
  pause: () => void;
  resume: () => void;
  /** Ends it as a crash does (SIGKILL). */
  kill: () => Promise<void>;
}

const program = findProgram("valkey-server") ?? findProgram("redis-server");
const howToGetValkey = "apt-get install redis-server";

/** Tests that need a real server. */
export const describeWithValkey = describeWith(program ? [] : ["Valkey or Redis"], howToGetValkey);

/**
 * Starts a real server with nothing in it, on loopback; on a free port unless one is given; by TLS and as `localhost` if it
 * is given a certificate.
 * @throws Error with its last words, when it does not start
 */
export async function startValkey(port?: number, certificate?: Certificate): Promise<ValkeyServer> {
  if (!program) throw new Error(`There is no valkey-server or redis-server: ${howToGetValkey}`);
  const onPort = port ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), "shopeasy-valkey-"));
  const listening = certificate
    ? ["--port", "0", "--tls-port", String(onPort), ...tlsFlags(folder, certificate)]
    : ["--port", String(onPort)];
  const flags = [...listening, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const server = spawn(program, flags, { cwd: "/", stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(server, "exit");
  const said: string[] = [];
  const lines = createInterface({ input: server.stdout });
  await new Promise<void>((resolve, reject) => {
    lines.on("line", (line) => {
      said.push(line);
      if (line.includes("Ready to accept connections")) resolve();
    });
    exited.then(() => reject(new Error(`${program} ended: ${said.slice(-3).join("; ")}`)), reject);
  });
  rmSync(folder, { recursive: true, force: true });
  return {
    url: certificate ? `rediss://localhost:${onPort}` : `redis://127.0.0.1:${onPort}`,
    port: onPort,
    pause: () => void server.kill("SIGSTOP"),
    resume: () => void server.kill("SIGCONT"),
    async kill() {
      server.kill("SIGKILL");
      await exited;
    },
  };
}

/** It reads them at its start, and never again. */
function tlsFlags(folder: string, { certificate, key }: Certificate): string[] {
  const [certificateFile, keyFile] = [join(folder, "server.crt"), join(folder, "server.key")];
  writeFileSync(certificateFile, certificate);
  writeFileSync(keyFile, key, { mode: 0o600 });
  return ["--tls-cert-file", certificateFile, "--tls-key-file", keyFile, "--tls-auth-clients", "no"];
}
