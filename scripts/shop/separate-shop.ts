import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalShop } from "./local-shop";
import { ShopError } from "./shop-error";

export interface SeparateShop {
  pid: number;
  dataDir: string;
  /** What runs now, from the shop's own file: process ids change with each restart. */
  run: () => LocalShop;
  /** From nothing until it was ready, its catalogue filled. */
  startedInSeconds: number;
  /** Resolves, to all that it printed, when it ends. */
  ended: Promise<string>;
}

interface ShopSetting {
  /** The folder of the bundles. */
  build: string;
  products: number;
  traceRate: number;
  /** Whether services can be released while it runs; without that they call each other directly, as on AWS. */
  releases?: boolean;
  /** Variables beside those of this process. */
  environment?: Readonly<Record<string, string>>;
  /** Told each line that it prints while it starts. */
  onLine?: (line: string) => void;
}

/** Most of it for a catalogue of 100,000 products. */
const readyWithinMs = 600_000;
const stopWithinMs = 15_000;

/**
 * Starts a whole shop in a process of its own, on free ports, in a folder of its own that stays. It ends when this
 * process does, however that goes. `ready` rejects with a ShopError, with all that it printed, when it does not start.
 */
export function startSeparateShop({
  build,
  products,
  traceRate,
  releases = false,
  environment = {},
  onLine = () => {},
}: ShopSetting): {
  dataDir: string;
  ready: Promise<SeparateShop>;
  stop: () => Promise<void>;
} {
  const dataDir = mkdtempSync(join(tmpdir(), "shopeasy-separate-"));
  // As root, PostgreSQL runs as another user, who has to pass.
  chmodSync(dataDir, 0o755);
  const startedAt = performance.now();
  const program = ["--require", join(build, "scripts/shop/child.js"), join(build, "scripts/shop/main.js")];
  const where = ["--port", "0", "--data", dataDir];
  const what = ["--products", `${products}`, "--trace-rate", `${traceRate}`];
  const how = releases ? [] : ["--without-releases"];
  const child = spawn(process.execPath, [...program, ...where, ...what, ...how], {
    env: { ...process.env, ...environment },
    // A group of its own: Ctrl-C reaches this process alone, which stops all in order.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const exited = once(child, "close");

  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
    await exited;
    clearTimeout(timer);
  };

  const ready = new Promise<SeparateShop>((resolve, reject) => {
    let isReady = false;
    const fail = (why: string) => reject(new ShopError(`The shop ${why}:\n${printed.trim()}`));
    const timer = setTimeout(() => fail(`was not ready within ${readyWithinMs / 1000} s`), readyWithinMs);
    const hear = (text: string) => {
      const unfinished = printed.slice(printed.lastIndexOf("\n") + 1);
      printed += text;
      if (isReady) return;
      for (const line of (unfinished + text).split("\n").slice(0, -1)) {
        if (/^ {2}\S /.test(line)) onLine(line);
      }
      if (!/^ShopEasy is ready at \S+$/m.test(printed)) return;
      isReady = true;
      clearTimeout(timer);
      resolve({
        pid: child.pid ?? 0,
        dataDir,
        run: () => JSON.parse(readFileSync(join(dataDir, "run.json"), "utf8")) as LocalShop,
        startedInSeconds: (performance.now() - startedAt) / 1000,
        ended: exited.then(() => printed.trim()),
      });
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
