import { spawnSync } from "node:child_process";

export interface SystemAccount {
  /** Who the server's processes run as, for `spawn`; empty where that is who we are. */
  identity: { uid?: number; gid?: number };
  /** Whether that account can pass through, read and run what is there. */
  canRun: (program: string) => boolean;
  canEnter: (folder: string) => boolean;
}

/** PostgreSQL refuses to run as root: there it is `nobody` that runs it, and elsewhere whoever we are. */
export function systemAccount(): SystemAccount {
  const identity = process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {};
  const succeeds = (program: string, args: string[]) =>
    spawnSync(program, args, { ...identity, cwd: "/", stdio: "ignore" }).status === 0;
  return {
    identity,
    canRun: (program) => succeeds(program, ["--version"]),
    canEnter: (folder) => succeeds("test", ["-x", folder]),
  };
}

function idOf(flag: "-u" | "-g"): number {
  const usualId = 65534;
  const { status, stdout } = spawnSync("id", [flag, "nobody"], { encoding: "utf8" });
  return status === 0 ? Number(stdout) : usualId;
}
