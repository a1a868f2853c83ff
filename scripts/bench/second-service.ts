import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@shopeasy/testing/free-port";
import type { LocalShop } from "../shop/local-shop";
import { BenchError } from "./bench-error";
import { processNamed } from "./process-named";
import { environmentOf, logFileOf } from "./process-usage";

export interface SecondService {
  pid: number;
  origin: string;
  /** From its start until it served. */
  startedInSeconds: number;
  stop: () => Promise<void>;
}

/** Long enough for a machine that is busy with other things. */
const servesWithinMs = 60_000;

/**
 * Starts one more of a service, with the environment of the shop's own but for `changes`, and its log. Linux only.
 * @throws BenchError when it does not serve
 */
export async function startSecondService(
  name: "catalog" | "cart",
  run: LocalShop,
  build: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<SecondService> {
  const { pid: itsPid } = processNamed(run, name);
  const [port, internalPort] = [await freePort(), await freePort()];
  const env = {
    ...environmentOf(itsPid),
    PORT: `${port}`,
    INTERNAL_PORT: `${internalPort}`,
    ...changes,
  };
  const startedAt = performance.now();
  const follow = join(build, "scripts/shop/child.js");
  const log = openSync(logFileOf(itsPid), "a");
  const child = spawn(process.execPath, ["--require", follow, join(build, `services/${name}/main.js`)], {
    env,
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const ended = once(child, "exit");
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  const origin = `http://127.0.0.1:${port}`;
  while (performance.now() - startedAt < servesWithinMs) {
    const response = await fetch(`${origin}/health/serving`).catch(() => null);
    await response?.body?.cancel();
    if (response?.ok) {
      return { pid: child.pid ?? 0, origin, startedInSeconds: (performance.now() - startedAt) / 1000, stop };
    }
    await pause(5);
  }
  await stop();
  throw new BenchError(`A second ${name} service did not serve.`);
}
