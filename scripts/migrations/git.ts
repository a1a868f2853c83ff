import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** The history that a checkout has: whole, cut off (`git clone --depth`), or none, as in a tarball. */
export type History = "whole" | "cut off" | "none";

/** Git in the folder `root`, asked and never told. */
export class Git {
  readonly history: History;

  constructor(readonly root: string) {
    // A tarball may have been unpacked inside of somebody else's repository.
    const shallow = existsSync(join(root, ".git")) ? this.ask("rev-parse", "--is-shallow-repository") : null;
    this.history = shallow === null ? "none" : shallow.trim() === "true" ? "cut off" : "whole";
  }

  /** What a command says, or null when it fails. */
  ask(...args: readonly string[]): string | null {
    const { status, stdout } = spawnSync("git", ["-C", this.root, ...args], {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
      stdio: ["ignore", "pipe", "ignore"],
    });
    return status === 0 ? stdout : null;
  }

  /** The lines of what a command says; none when it fails. */
  lines(...args: readonly string[]): string[] {
    return (this.ask(...args) ?? "").split("\n").filter((line) => line !== "");
  }

  /** The newest tag `release/…` that this checkout comes after, or is; null where there is none. */
  lastRelease(): string | null {
    return this.lines("describe", "--tags", "--abbrev=0", "--match", "release/*")[0] ?? null;
  }

  /** The full id of a tag's or an abbreviated commit, or null if it is not here. */
  commit(name: string): string | null {
    return this.lines("rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`)[0] ?? null;
  }

  isAncestor(commit: string): boolean {
    return this.ask("merge-base", "--is-ancestor", commit, "HEAD") !== null;
  }
}
