import { join } from "node:path";
import { Git } from "../git";
import { type LastRelease, lastRelease } from "../last-release/last-release";
import { layOut } from "../last-release/lay-out";
import { runTests } from "../last-release/run-tests";

export const root = join(__dirname, "../../..");
export const git = new Git(root);

/**
 * Tests that need the last release's tree: skipped by name where they are not wanted, or where the history does not tell
 * it, with how to get it.
 * @throws Error where they are wanted, it is not there, and nothing may be skipped
 */
export function describeWithLastRelease(
  name: string,
  isWanted: boolean,
  tests: (release: LastRelease) => void,
): void {
  const release = isWanted ? lastRelease(git) : null;
  const howToGetIt = "a clone with its history and tags: git fetch --unshallow --tags";
  if (isWanted && !release && process.env.SHOPEASY_NOTHING_SKIPPED) {
    throw new Error(`There is no last release. It wants ${howToGetIt}`);
  }
  const describeIt = release ? describe : describe.skip;
  const remark = release ? ` (${release.name})` : isWanted ? ` (wants ${howToGetIt})` : "";
  describeIt(name + remark, () => tests(release ?? { commit: "", name: "" }));
}

/** Runs tests of the last release over the migrations that are here, and leaves nothing. */
export async function runTestsOf({ commit }: LastRelease, paths: readonly string[]) {
  const { folder, remove } = layOut(root, commit);
  try {
    return await runTests(folder, paths);
  } finally {
    remove();
  }
}
