import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalShop } from "../local-shop";
import { type ShopClient, shopClient } from "./shop-client";

const program = join(__dirname, "../../../build/scripts/shop/main.js");
const readyWithinMs = 1_200_000;

export interface LocalShopProgram {
  url: string;
  dataDir: string;
  pid: number;
  /** What it has printed so far. */
  output: () => string;
  /** What runs now, from its own file. */
  run: () => LocalShop;
  /** All lines of all logs. */
  logs: () => string[];
  /** Ctrl-C; gives the exit code. The data stays. */
  stop: () => Promise<number | null>;
  /** Removes its data. */
  remove: () => void;
}

/** A folder for a shop of a test's own. */
export function shopFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "shopeasy-shop-"));
  // As root, PostgreSQL runs as another user, who has to pass.
  chmodSync(folder, 0o755);
  return folder;
}

/** Starts `npm start`'s program on a free port and waits until it says that it is ready. */
export async function startLocalShop(dataDir = shopFolder(), ...args: string[]): Promise<LocalShopProgram> {
  const child = spawn(process.execPath, [program, "--port", "0", "--data", dataDir, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const exited = once(child, "exit") as Promise<[number | null]>;
  const ready = new Promise<string>((resolve, reject) => {
    const hear = (text: string) => {
      printed += text;
      const [, url] = /^ShopEasy is ready at (\S+)$/m.exec(printed) ?? [];
      if (url) resolve(url);
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    exited.then(([code]) => reject(new Error(`The shop ended with ${code}:\n${printed}`)), reject);
    setTimeout(() => reject(new Error(`The shop was not ready in time:\n${printed}`)), readyWithinMs).unref();
  });
  const url = await ready.catch((error: unknown) => {
    child.kill("SIGTERM");
    throw error;
  });
  const logFolder = join(dataDir, "logs");
  return {
    url,
    dataDir,
    pid: child.pid ?? 0,
    output: () => printed,
    run: () => JSON.parse(readFileSync(join(dataDir, "run.json"), "utf8")) as LocalShop,
    logs: () =>
      readdirSync(logFolder).flatMap((name) =>
        readFileSync(join(logFolder, name), "utf8").split("\n").filter(Boolean),
      ),
    async stop() {
      child.kill("SIGINT");
      const [code] = await exited;
      return code;
    },
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

/** A shop for all tests of a file, and a client of it; both are there once the first test begins. */
export function useLocalShop(...args: string[]): { shop: LocalShopProgram; client: ShopClient } {
  const used = {} as { shop: LocalShopProgram; client: ShopClient };
  beforeAll(async () => {
    used.shop = await startLocalShop(undefined, ...args);
    used.client = shopClient(used.shop.url);
  }, 150_000);
  afterAll(async () => {
    await used.shop?.stop();
    used.shop?.remove();
  }, 60_000);
  return used;
}
