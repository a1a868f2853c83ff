import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalShop } from "../shop/local-shop";
import { BenchError } from "./bench-error";

export interface ShopUnderBench {
  pid: number;
  /** What runs, from the shop's own file. */
  run: LocalShop;
  /** From nothing until it was ready, its catalogue filled. */
  startedInSeconds: number;
  /** Stops it and removes its data. */
  stop: () => Promise<void>;
}

interface ShopSetting {
  /** The folder of the bundles. */
  build: string;
  products: number;
  traceRate: number;
  /** Told each line that it prints while it starts. */
  onLine: (line: string) => void;
}

/** Most of it for a catalogue of 100,000 products. */
const readyWithinMs = 600_000;
const stopWithinMs = 15_000;

/**
 * Starts a whole shop on free ports, in a folder of its own. It ends when this process does, however that goes.
 * @throws BenchError with all that it printed, when it does not start
 */
export function startShop({ build, products, traceRate, onLine }: ShopSetting): {
  ready: Promise<ShopUnderBench>;
  stop: () => Promise<void>;
} {
  const dataDir = mkdtempSync(join(tmpdir(), "shopeasy-bench-"));
  // As root, PostgreSQL runs as another user, who has to pass.
  chmodSync(dataDir, 0o755);
  const startedAt = performance.now();
  const follow = join(build, "scripts/shop/child.js");
  const program = join(build, "scripts/shop/main.js");
  const args = [
    "--port",
    "0",
    "--data",
    dataDir,
    "--products",
    `${products}`,
    "--trace-rate",
    `${traceRate}`,
  ];
  const child = spawn(process.execPath, ["--require", follow, program, ...args], {
    // A group of its own: Ctrl-C reaches the bench alone, which stops all in order.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit");

  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
      await exited;
      clearTimeout(timer);
    }
    rmSync(dataDir, { recursive: true, force: true });
  };

  const ready = new Promise<ShopUnderBench>((resolve, reject) => {
    let printed = "";
    const fail = (why: string) => reject(new BenchError(`The shop ${why}:\n${printed.trim()}`));
    const timer = setTimeout(() => fail(`was not ready within ${readyWithinMs / 1000} s`), readyWithinMs);
    const hear = (text: string) => {
      const unfinished = printed.slice(printed.lastIndexOf("\n") + 1);
      printed += text;
      for (const line of (unfinished + text).split("\n").slice(0, -1))
        if (/^ {2}\S /.test(line)) onLine(line);
      if (!/^ShopEasy is ready at \S+$/m.test(printed)) return;
      clearTimeout(timer);
      child.stdout.off("data", hear);
      resolve({
        pid: child.pid ?? 0,
        run: JSON.parse(readFileSync(join(dataDir, "run.json"), "utf8")) as LocalShop,
        startedInSeconds: (performance.now() - startedAt) / 1000,
        stop,
      });
    };
    child.stdout.setEncoding("utf8").on("data", hear).resume();
    child.stderr.setEncoding("utf8").on("data", hear).resume();
    void exited.then(([code]) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
  return { ready, stop };
}

/** A process of the shop, by its name in `run.json`. */
export function processNamed(
  { processes }: LocalShop,
  name: string,
): { pid: number; origin: string; internalPort: number | null } {
  const found = processes.find((one) => one.name === name);
  if (!found) throw new BenchError(`The shop runs no process ${name}.`);
  return { pid: found.pid, origin: `http://127.0.0.1:${found.port}`, internalPort: found.internalPort };
}
