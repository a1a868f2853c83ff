import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { readMigration } from "@shopeasy/platform/database/migration-files";

export interface LaidOut {
  folder: string;
  remove: () => void;
}

/** The tree of a commit in a folder of its own, with what is installed here, and the migrations that are here. */
export function layOut(root: string, commit: string): LaidOut {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "shopeasy-last-release-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    // As root, PostgreSQL runs as another user, who has to pass.
    chmodSync(folder, 0o755);
    checkOut(root, commit, folder);
    linkPackages(root, folder);
    for (const migrations of globSync("services/*/src/db/migrations", { cwd: folder })) {
      if (existsSync(join(root, migrations)))
        replaceMigrations(join(root, migrations), join(folder, migrations));
    }
    return { folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** By an index of its own, so that the checkout at `root` and its index stay as they are. */
function checkOut(root: string, commit: string, folder: string): void {
  const index = join(folder, ".index");
  for (const args of [
    ["read-tree", commit],
    ["checkout-index", "--all", `--prefix=${folder}/`],
  ]) {
    const { status, stderr } = spawnSync("git", ["-C", root, ...args], {
      encoding: "utf8",
      env: { ...process.env, GIT_INDEX_FILE: index },
    });
    if (status !== 0) throw new Error(`git ${args[0]} failed: ${stderr}`);
  }
  rmSync(index);
}

/** Links what is installed; our own packages are the folder's, not those of `root`. */
function linkPackages(root: string, folder: string): void {
  for (const modules of ["node_modules", ...globSync("{packages,services}/*/node_modules", { cwd: root })]) {
    if (!existsSync(join(folder, dirname(modules)))) continue;
    mkdirSync(join(folder, modules), { recursive: true });
    for (const name of readdirSync(join(root, modules))) {
      if (name === "@shopeasy") linkOurs(root, folder, join(modules, name));
      else symlinkSync(join(root, modules, name), join(folder, modules, name));
    }
  }
}

function linkOurs(root: string, folder: string, scope: string): void {
  mkdirSync(join(folder, scope));
  for (const name of readdirSync(join(root, scope))) {
    const place = join(folder, relative(realpathSync(root), realpathSync(join(root, scope, name))));
    if (existsSync(place)) symlinkSync(place, join(folder, scope, name));
  }
}

/** In an empty database nobody is held up, and the last release's tests may apply all in one transaction. */
function replaceMigrations(present: string, place: string): void {
  rmSync(place, { recursive: true });
  cpSync(present, place, { recursive: true });
  for (const file of globSync("*.sql", { cwd: place })) {
    const text = readFileSync(join(place, file), "utf8");
    if (readMigration(text).inTransaction) continue;
    writeFileSync(join(place, file), text.replace(/\bconcurrently\b/gi, ""));
  }
}
