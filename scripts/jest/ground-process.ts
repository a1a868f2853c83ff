import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { offerTestGround, type TestGround } from "@shopeasy/testing/test-ground";
import { bundle, root } from "./programs";

/** The test ground of this run, while it runs. Jest's setup and teardown share a process, and nothing else. */
let running: ChildProcess | undefined;

/**
 * Starts the test ground: a process of its own, whose standard input tells it that we live. However this run ends,
 * also when it is killed, the pipe closes, and the ground stops its servers and removes its data.
 */
export async function startTestGround(): Promise<void> {
  const programs = [
    "jest/test-ground.ts",
    "cloud/main.ts",
    "jest/replicated-postgres.ts",
    "jest/secure-postgres.ts",
  ];
  const [ground = "", ...others] = await Promise.all(programs.map(bundle));
  // Apart from the terminal's process group: on Ctrl-C it must outlive us to clean up.
  const child = spawn(process.execPath, [ground, ...others], {
    cwd: root,
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
  });
  running = child;
  const ready = once(createInterface(child.stdout), "line") as Promise<[string]>;
  const failed = once(child, "exit").then(() =>
    Promise.reject(new Error("The test ground did not start (see above).")),
  );
  const [line] = await Promise.race([ready, failed]);
  offerTestGround(JSON.parse(line) as TestGround);
}

export async function stopTestGround(): Promise<void> {
  const exited = running?.exitCode === null ? once(running, "exit") : undefined;
  running?.stdin?.end();
  await exited;
  running = undefined;
}
