import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface TestOutcome {
  passed: number;
  /** `services/orders/test/refunds.test.ts: a refund is …`, with the first line of why. */
  failed: string[];
}

interface JestReport {
  numPassedTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/**
 * Runs the tests in `paths` of a tree that was laid out, in processes of their own. What fails is run once more: a schema
 * that is wrong is so every time, a busy machine is not.
 * @throws Error when they can't be run at all
 */
export async function runTests(
  folder: string,
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<TestOutcome> {
  await run(folder, ["scripts/build.mjs"], signal);
  const first = await jest(folder, paths, signal);
  const files = first.testResults.filter(({ status }) => status !== "passed").map(({ name }) => name);
  const again = files.length > 0 ? await jest(folder, files, signal) : { numPassedTests: 0, testResults: [] };
  return { passed: first.numPassedTests, failed: failuresOf(folder, again) };
}

async function jest(folder: string, paths: readonly string[], signal?: AbortSignal): Promise<JestReport> {
  const report = join(folder, "report.json");
  const options = ["-c", "scripts/jest/jest.config.js", "--json", `--outputFile=${report}`];
  // Its cache goes with the folder.
  const place = [`--cacheDirectory=${join(folder, ".jest")}`, "--maxWorkers=2", "--silent"];
  await run(folder, ["node_modules/jest/bin/jest.js", ...options, ...place, ...paths], signal, [0, 1]);
  return JSON.parse(readFileSync(report, "utf8")) as JestReport;
}

async function run(
  folder: string,
  args: string[],
  signal?: AbortSignal,
  fine: readonly unknown[] = [0],
): Promise<void> {
  const {
    SHOPEASY_TEST_GROUND: _ground,
    SHOPEASY_FULL_TESTS: _full,
    JEST_WORKER_ID: _worker,
    ...env
  } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env,
    signal,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-4_000);
  });
  const [code] = await once(child, "close");
  if (!fine.includes(code)) throw new Error(`${args[0]} of the last release ended with ${code}: ${said}`);
}

const failuresOf = (folder: string, { testResults }: JestReport): string[] =>
  testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === "failed");
    const file = name.slice(folder.length + 1);
    if (failed.length === 0) return status === "passed" ? [] : [`${file}: ${message}`];
    return failed.map(
      ({ fullName, failureMessages }) => `${file}: ${fullName}: ${failureMessages[0]?.split("\n")[0]}`,
    );
  });
