import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { CloudError, dataBroken, dataUnusable } from "../cloud-error";
import { type Binaries, outsideFolder } from "./binaries";
import { explainFailure } from "./failures";
import type { SystemAccount } from "./system-account";

const majorVersion = "17";

export interface DataDirectoryOptions {
  dataDir: string;
  account: SystemAccount;
  binaries: Binaries;
  durable: boolean;
  password: string;
}

/**
 * Finds the server's data, or makes it. Gives the folder that the server is to use, which lies elsewhere where
 * its account cannot reach the one asked for.
 * @throws CloudError where what is there is not its data, or the disk is full
 */
export async function prepareDataDirectory(options: DataDirectoryOptions): Promise<string> {
  try {
    const directory = reachableDirectory(resolve(options.dataDir), options.account);
    if (!isInitialized(directory)) await initialize(directory, options);
    return directory;
  } catch (error) {
    if (error instanceof CloudError) throw error;
    throw dataUnusable("PostgreSQL", options.dataDir, error);
  }
}

/**
 * Root's `nobody` cannot pass through a home folder that is closed to others. Then the data lies outside, named
 * after the folder asked for, in which a note stays behind: without the note (a reset) it begins anew.
 */
function reachableDirectory(dataDir: string, account: SystemAccount): string {
  mkdirSync(dirname(dataDir), { recursive: true });
  if (account.canEnter(dirname(dataDir))) return dataDir;
  const name = createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
  const outside = join(outsideFolder(), `data-${name}`);
  const note = `${dataDir}.location`;
  if (!existsSync(note)) {
    rmSync(outside, { recursive: true, force: true });
    writeFileSync(note, `${outside}\n`);
  }
  return outside;
}

function isInitialized(directory: string): boolean {
  if (!existsSync(directory) || readdirSync(directory).length === 0) return false;
  const versionFile = join(directory, "PG_VERSION");
  if (!existsSync(versionFile)) throw dataBroken("PostgreSQL", directory, "something else is in there");
  const version = readFileSync(versionFile, "utf8").trim();
  if (version !== majorVersion)
    throw dataBroken("PostgreSQL", directory, `PostgreSQL ${version} made it, this is ${majorVersion}`);
  return true;
}

/** Made aside and then moved, so that a start that was cut short leaves nothing that looks like data. */
async function initialize(directory: string, options: DataDirectoryOptions): Promise<void> {
  const unfinished = `${directory}.new`;
  const passwordFile = `${directory}.password`;
  try {
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished);
    chmodSync(unfinished, 0o700);
    writeFileSync(passwordFile, `${options.password}\n`);
    const { uid, gid } = options.account.identity;
    if (uid !== undefined && gid !== undefined) {
      for (const path of [unfinished, passwordFile]) chownSync(path, uid, gid);
    }
    await runInitdb(unfinished, passwordFile, options);
    renameSync(unfinished, directory);
  } finally {
    for (const path of [unfinished, passwordFile]) rmSync(path, { recursive: true, force: true });
  }
}

async function runInitdb(
  directory: string,
  passwordFile: string,
  { account, binaries, durable, dataDir }: DataDirectoryOptions,
): Promise<void> {
  // PostgreSQL's own locale sorts and folds case alike on every platform; character classes come from the system's.
  const locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const access = ["--username=postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  const flags = ["-D", directory, ...locale, ...access, ...(durable ? [] : ["--no-sync"])];
  try {
    const place = { ...account.identity, cwd: "/", env: binaries.environment };
    await promisify(execFile)(binaries.program("initdb"), flags, place);
  } catch (error) {
    const {
      stdout = "",
      stderr = "",
      message,
    } = error as { stdout?: string; stderr?: string; message: string };
    throw explainFailure(stdout + stderr || message, dataDir);
  }
}
