import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { testGround } from "@shopeasy/testing/test-ground";
import { cloudVariables } from "../config";
import type { CloudEndpoints } from "../declare";
import type { CloudOptions, CloudPorts } from "../start-cloud";

export interface CloudProcess {
  process: ChildProcess;
  endpoints: CloudEndpoints;
  ports: Required<CloudPorts>;
  environment: Record<string, string>;
  /** Sends the signal and waits for the end; gives the exit code. */
  end: (signal: NodeJS.Signals) => Promise<number | null>;
}

/** Starts the embedded cloud as `npm start` does, as a process of its own that a test may kill. */
export async function startCloudProcess(options: CloudOptions): Promise<CloudProcess> {
  const child = spawnCloud(options);
  const exited = once(child, "exit") as Promise<[number | null]>;
  const complaint = text(child.stderr);
  const failed = exited.then(async () => Promise.reject(new Error(await complaint)));
  const [line] = await Promise.race([once(createInterface(child.stdout), "line"), failed]);
  failed.catch(() => {});
  return {
    ...(JSON.parse(line) as Pick<CloudProcess, "endpoints" | "ports" | "environment">),
    process: child,
    end: async (signal) => {
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}

function spawnCloud(options: CloudOptions) {
  return spawn(process.execPath, [testGround().cloudProgram], {
    env: { ...process.env, ...cloudVariables(options) },
    stdio: ["ignore", "pipe", "pipe"],
  });
}
