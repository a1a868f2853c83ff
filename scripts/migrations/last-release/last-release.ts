import type { Git } from "../git";

export interface LastRelease {
  commit: string;
  /** As people call it: the tag, or what it is instead. */
  name: string;
}

const migrationFiles = ":(glob)services/*/src/db/migrations/*.sql";

/**
 * What runs while the present migrations are applied: the newest tag `release/…`; where there is none, HEAD if a migration
 * is not committed yet, else what was there before the newest migration came. Null without a history that tells.
 */
export function lastRelease(git: Git): LastRelease | null {
  if (git.history === "none") return null;
  const tag = git.lastRelease();
  if (tag) return named(git, tag, tag);
  if (git.lines("status", "--porcelain", "--", migrationFiles).length > 0) return named(git, "HEAD", "HEAD");
  const [newest] = git.lines("log", "-1", "--diff-filter=A", "--format=%H", "--", migrationFiles);
  return newest ? named(git, `${newest}^`, `what was before ${newest.slice(0, 12)}`) : null;
}

function named(git: Git, revision: string, name: string): LastRelease | null {
  const commit = git.commit(revision);
  return commit ? { commit, name } : null;
}
