import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { ServiceName } from "@shopeasy/contracts/route-table";
import type { ReleaseRecord } from "../records/release-record";
import { ReleaseError } from "../release-error";
import { lambdasOf } from "../service-lambdas";

const run = promisify(execFile);

async function git(...args: string[]): Promise<string> {
  try {
    return (await run("git", args, { maxBuffer: 2 ** 26 })).stdout.trim();
  } catch (error) {
    const said = String(Object(error).stderr ?? error).trim();
    throw new ReleaseError(`git ${args[0]} failed: ${said}`, { cause: error });
  }
}

/**
 * The version that a build of this tree is: its commit's first twelve digits.
 * @throws ReleaseError where the tree holds more than the commit, unless that `isLocal` and goes nowhere
 */
export async function versionOfTree({ isLocal = false } = {}): Promise<string> {
  const commit = await git("rev-parse", "--short=12", "HEAD");
  const changed = await git("status", "--porcelain");
  if (changed === "") return commit.slice(0, 12);
  if (isLocal) return `${commit.slice(0, 12)}-dirty`;
  const files = changed.split("\n");
  throw new ReleaseError(
    `This tree is not what was committed (${files.length} files, as ${files[0]?.trim()}): commit it, or build with --local, which is never pushed.`,
  );
}

/** When a version was committed, in seconds since 1970: images are dated by it, so that the same makes the same. */
export async function committedAt(version: string): Promise<number> {
  return Number(await git("show", "--no-patch", "--format=%ct", version.replace("-dirty", "")));
}

/** What a service is made of, beside what all are. */
const pathsOf = (service: ServiceName) => [
  ...[service, ...lambdasOf(service)].map((name) => `services/${name}`),
  ...["packages", "package-lock.json", "scripts/build.mjs"],
];

/**
 * What is in `version` of a service that was not in `previous`; the version's own commit where nothing ran before, and
 * nothing where this clone does not know them.
 */
export async function commitsOf(
  service: ServiceName,
  previous: string | null,
  version: string,
): Promise<ReleaseRecord["commits"]> {
  const range = previous === null ? ["-1", version] : [`${previous}..${version}`];
  const paths = previous === null ? [] : ["--", ...pathsOf(service)];
  try {
    const lines = await git("log", "--format=%H %cI", ...range, ...paths);
    return lines
      .split("\n")
      .filter(Boolean)
      .map((line) => {
        const [sha = "", time = ""] = line.split(" ");
        return { sha, committedAt: new Date(time).toISOString() };
      });
  } catch {
    return [];
  }
}
