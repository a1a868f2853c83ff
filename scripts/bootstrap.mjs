// The door of every npm command: plain JavaScript, so that it begins on a bare clone under any Node from 20.19.
// It installs what is missing, then hands over to the Node that the project ships (see `optionalDependencies`).
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command = "", ...args] = process.argv.slice(2);

/** What each command runs, once the tree is installed: a program under node_modules or scripts, and its arguments. */
const jest = (...more) => ["node_modules/jest/bin/jest.js", "-c", "scripts/jest/jest.config.js", ...more];
const localRelease = join(root, "build/scripts/local-release/main.js");
const commands = {
  start: { build: true, run: ["build/scripts/shop/main.js"] },
  seed: { build: true, run: ["build/scripts/seed/main.js"] },
  admin: { build: true, run: ["build/scripts/admin/main.js"] },
  feedback: { build: true, run: ["build/scripts/feedback/main.js"] },
  bench: { build: true, run: ["build/scripts/bench/main.js"] },
  chaos: { build: true, run: ["build/scripts/chaos/main.js"] },
  events: { build: true, run: ["build/scripts/events/main.js"] },
  release: { build: true, run: ["build/scripts/release/main.js"] },
  dora: { build: true, run: ["build/scripts/dora/main.js"] },
  migrations: { build: true, run: ["build/scripts/migrations/main.js"] },
  flags: { build: true, run: ["build/scripts/flags/main.js"] },
  drill: { build: true, run: ["build/scripts/drill/main.js"] },
  mails: { build: true, run: ["build/scripts/mails/main.js"] },
  documents: { build: true, run: ["build/scripts/documents/main.js"] },
  dashboards: { build: true, run: ["build/scripts/dashboards/main.js"] },
  pipeline: { build: true, run: ["build/scripts/pipeline/main.js"] },
  "publish-docs": { build: true, run: ["build/scripts/publish-docs/main.js"] },
  // Without a build: the shop that runs keeps what it was started from.
  "release:local": { build: !existsSync(localRelease), run: [localRelease] },
  infra: { withInfra: true, first: ["infra/build.mjs"], run: ["build/infra/commands.js"] },
  test: { withInfra: true, build: true, run: jest() },
  "test:full": { withInfra: true, build: true, run: jest(), environment: { SHOPEASY_FULL_TESTS: "1" } },
  check: { withInfra: true, run: ["scripts/check.mjs"] },
  build: { build: "always" },
};

function fail(message) {
  console.error(message);
  process.exit(1);
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`ShopEasy needs Node 20.19 or later to begin; this is ${process.version}. See https://nodejs.org`);
  }
}

function isInstalled(folder) {
  const installed = join(folder, "node_modules/.package-lock.json");
  return (
    existsSync(installed) &&
    statSync(installed).mtimeMs >= statSync(join(folder, "package-lock.json")).mtimeMs
  );
}

/** When the last build that succeeded began. */
const stamp = join(root, "build/.begun");

/** What a build is made from, and who makes it. Folders count as well: one is newer when a file in it is gone. */
const buildSources = [
  "packages",
  "services",
  "scripts",
  "infra",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];

/** Whether the last build has all that is in the sources. In doubt it has not. */
function isBuilt() {
  if (!existsSync(stamp)) return false;
  const { mtimeMs: begunAt } = statSync(stamp);
  const isOlder = (path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found || found.mtimeMs >= begunAt) return false;
    return (
      !found.isDirectory() ||
      readdirSync(path).every((name) => name === "node_modules" || isOlder(join(path, name)))
    );
  };
  return [...buildSources, "node_modules/.package-lock.json"].every((path) => isOlder(join(root, path)));
}

/** Builds, and notes when that began: what was changed meanwhile is not in it. Gives the exit code. */
async function build() {
  const begun = `${stamp}.${process.pid}`;
  mkdirSync(dirname(stamp), { recursive: true });
  rmSync(stamp, { force: true });
  writeFileSync(begun, "");
  const code = await run(node, ["scripts/build.mjs"]);
  if (code === 0) renameSync(begun, stamp);
  else rmSync(begun, { force: true });
  return code;
}

/** Runs a program to its end, with Ctrl-C left to it, and resolves to its exit code. */
function run(program, programArgs, environment = {}, cwd = root) {
  return new Promise((resolve) => {
    const child = spawn(program, programArgs, {
      cwd,
      stdio: "inherit",
      env: { ...process.env, ...environment },
    });
    const ignore = () => {};
    const pass = (signal) => child.kill(signal);
    process.on("SIGINT", ignore).on("SIGTERM", pass).on("SIGHUP", pass);
    child.on("error", (error) => fail(`Could not run ${program}: ${error.message}`));
    child.on("exit", (code, signal) => resolve(signal ? 128 + (signal === "SIGINT" ? 2 : 15) : code));
  });
}

async function install(folder, what) {
  console.log(`Installing ${what} (once, a minute or two) …`);
  const npm = process.env.npm_execpath
    ? [process.execPath, process.env.npm_execpath]
    : [process.platform === "win32" ? "npm.cmd" : "npm"];
  const [program, ...first] = npm;
  const flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const code = await run(program, [...first, ...flags], {}, folder);
  if (code !== 0) fail("npm ci failed (see above). Check the network and the disk's space, then try again.");
}

/** The Node we ship for this platform, else the one that runs this, if it is new enough for the services. */
function shippedNode() {
  const shipped = join(root, "node_modules/.bin/node");
  if (existsSync(shipped)) return shipped;
  if (Number(process.versions.node.split(".")[0]) >= 22) return process.execPath;
  return fail(`No Node is shipped for ${process.platform} ${process.arch}: install Node 24 and try again.`);
}

requireNode();
const wanted = commands[command];
if (!wanted) fail(`Unknown command "${command}". There are: ${Object.keys(commands).join(", ")}.`);
const infra = join(root, "infra");
await Promise.all([
  !isInstalled(root) && install(root, "what ShopEasy is made of"),
  wanted.withInfra && !isInstalled(infra) && install(infra, "what the infrastructure is described with"),
]);
const node = shippedNode();
const isThere = !wanted.run || existsSync(join(root, wanted.run[0]));
if (wanted.build === "always" || (wanted.build && !(isThere && isBuilt()))) {
  const code = await build();
  if (code !== 0) process.exit(code);
}
if (wanted.first) {
  const code = await run(node, wanted.first);
  if (code !== 0) process.exit(code);
}
if (wanted.run) process.exit(await run(node, [...wanted.run, ...args], wanted.environment));
