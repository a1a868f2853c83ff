import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);

/** `describe`, for tests that look at pages: skipped on a machine without Chromium, unless nothing may be skipped. */
export const inChromium = chromium ? describe : describe.skip;

if (!chromium && process.env.SHOPEASY_NOTHING_SKIPPED)
  throw new Error("Chromium is missing: apt-get install chromium");

/** The page as it is once its scripts have run. */
export const rendered = (url: string): Promise<string> =>
  inProfile(["--virtual-time-budget=8000", "--dump-dom", url]);

/** Runs Chromium to its end, with a profile of its own; gives what it prints. */
async function inProfile(args: readonly string[]): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), "shopeasy-chromium-"));
  const flags = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    `--user-data-dir=${profile}`,
  ];
  try {
    const run = promisify(execFile)(chromium ?? "", [...flags, ...args], {
      timeout: 60_000,
      maxBuffer: 2 ** 26,
    });
    return (await run).stdout;
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}
