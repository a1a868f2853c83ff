import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ServiceName } from "@shopeasy/contracts/route-table";
import { ReleaseError } from "../release/release-error";

const run = promisify(execFile);
/** What a release runs; its migrations come with the last. */
const programs = ["main", "worker", "migrate"];

interface BundlesSetting {
  /** The checkout. */
  root: string;
  service: ServiceName;
  /** The shop's folder. */
  dataDir: string;
  /** Takes what the checkout has built, instead of building it anew. */
  asBuilt: boolean;
}

/**
 * Makes the bundles of one service in a folder of their own, so that no later build changes what runs; gives the folder.
 * @throws ReleaseError where they can't be made; nothing is left then
 */
export async function makeBundles({ root, service, dataDir, asBuilt }: BundlesSetting): Promise<string> {
  const folder = join(dataDir, "builds", randomBytes(6).toString("hex"));
  await mkdir(folder, { recursive: true });
  try {
    if (asBuilt) await copyBuilt(root, service, folder);
    else await build(root, service, folder);
    return folder;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function copyBuilt(root: string, service: ServiceName, folder: string): Promise<void> {
  const built = join(root, "build/services", service);
  if (!existsSync(join(built, "main.js"))) {
    throw new ReleaseError(`${root} has not built ${service}: run npm run build there first.`);
  }
  const isNeeded = (path: string) => !path.endsWith(".map");
  await cp(built, join(folder, "services", service), { recursive: true, filter: isNeeded });
  // What is not bundled is where it was.
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
}

async function build(root: string, service: ServiceName, folder: string): Promise<void> {
  const only = programs
    .filter((name) => existsSync(join(root, "services", service, `src/${name}.ts`)))
    .flatMap((name) => ["--only", `services/${service}/${name}`]);
  const args = [join(root, "scripts/build.mjs"), ...only, "--into", folder];
  await run(process.execPath, args, { cwd: root }).catch((error: unknown) => {
    throw new ReleaseError(`${service} can't be built:\n${String(Object(error).stderr ?? error).trim()}`);
  });
}
