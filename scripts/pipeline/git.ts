import { runProgram } from "./run-program";

const git = async (...args: string[]): Promise<string> => (await runProgram("git", args)).output;

export interface Commit {
  sha: string;
  committedAt: Date;
}

/** The commit that is checked out. @throws PipelineError where there is none */
export async function headCommit(): Promise<Commit> {
  const [sha = "", committedAt = ""] = (await git("log", "-1", "--format=%H %cI")).trim().split(" ");
  return { sha, committedAt: new Date(committedAt) };
}

/**
 * The messages of the commits since another one, which is not among them; of the newest alone where that is unknown here
 * (none is named, its branch was rewritten, the clone is shallow), and of 500 at most.
 */
export async function messagesSince(since: string | undefined): Promise<string> {
  const isKnown = since !== undefined && /^[\da-f]{7,40}$/i.test(since) && (await isAncestor(since));
  const range = isKnown ? [`${since}..HEAD`, "--max-count=500"] : ["--max-count=1"];
  return git("log", "--format=%B", ...range);
}

async function isAncestor(sha: string): Promise<boolean> {
  const args = ["merge-base", "--is-ancestor", sha, "HEAD"];
  return (await runProgram("git", args, { codes: [0, 1, 128] })).code === 0;
}

/** Every file that git holds in its working tree, by its path from the current folder. */
export async function trackedFiles(): Promise<string[]> {
  return (await git("ls-files", "-z", "--deduplicate")).split("\0").filter((path) => path !== "");
}
