import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalShop } from "../shop/local-shop";
import { ChaosError } from "./chaos-error";

export interface ShopProgram {
  dataDir: string;
  /** What runs now, from the shop's own file: process ids change with each restart. */
  run: () => LocalShop;
  /** Resolves, to all that it printed, when it ends without being told to. */
  ended: Promise<string>;
}

interface ShopSetting {
  /** The folder of the bundles. */
  build: string;
  products: number;
}

const readyWithinMs = 300_000;
const stopWithinMs = 15_000;

/**
 * Starts a whole shop on free ports, in a folder of its own that stays. It ends when this process does, however that
 * goes. `ready` rejects with a ChaosError, with all that it printed, when it does not start.
 */
export function startShop({ build, products }: ShopSetting): {
  dataDir: string;
  ready: Promise<ShopProgram>;
  stop: () => Promise<void>;
} {
  const dataDir = mkdtempSync(join(tmpdir(), "shopeasy-chaos-"));
  // As root, PostgreSQL runs as another user, who has to pass.
  chmodSync(dataDir, 0o755);
  const programs = ["--require", join(build, "scripts/shop/child.js"), join(build, "scripts/shop/main.js")];
  const args = ["--port", "0", "--data", dataDir, "--products", `${products}`, "--trace-rate", "0"];
  const child = spawn(process.execPath, [...programs, ...args], {
    // A group of its own: Ctrl-C reaches this process alone, which stops all in order.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const exited = once(child, "close");
  const ended = exited.then(() => printed.trim());

  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
    await exited;
    clearTimeout(timer);
  };
  const ready = new Promise<ShopProgram>((resolve, reject) => {
    const fail = (why: string) => reject(new ChaosError(`The shop ${why}:\n${printed.trim()}`));
    const timer = setTimeout(() => fail(`was not ready within ${readyWithinMs / 1000} s`), readyWithinMs);
    const hear = (text: string) => {
      printed += text;
      if (!/^ShopEasy is ready at \S+$/m.test(printed)) return;
      clearTimeout(timer);
      const run = () => JSON.parse(readFileSync(join(dataDir, "run.json"), "utf8")) as LocalShop;
      resolve({ dataDir, run, ended });
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    void exited.then(([code]) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
  return { dataDir, ready, stop };
}
