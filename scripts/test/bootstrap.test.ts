import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Stands for the build: counts, and makes the program that `npm run flags` runs; it fails where a source says so. */
const buildScript = `
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
appendFileSync("builds", ".");
if (existsSync("packages/broken.ts")) process.exit(1);
mkdirSync("build/scripts/flags", { recursive: true });
writeFileSync("build/scripts/flags/main.js", "console.log('ran')");
`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "bootstrap-"));
  write("scripts/build.mjs", buildScript);
  cpSync(join(__dirname, "../bootstrap.mjs"), join(root, "scripts/bootstrap.mjs"));
  for (const path of ["packages/contracts/flags.ts", "services/cart/main.ts", "infra/checks.ts"])
    write(path, "");
  for (const path of ["package.json", "package-lock.json", "tsconfig.json"]) write(path, "{}");
  write("node_modules/.package-lock.json", "{}");
  mkdirSync(join(root, "node_modules/.bin"));
  symlinkSync(process.execPath, join(root, "node_modules/.bin/node"));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const npmRun = (command: string) =>
  run(process.execPath, ["scripts/bootstrap.mjs", command], { cwd: root }).then(
    ({ stdout }) => stdout.trim(),
    () => "failed",
  );
const builds = () => readFileSync(join(root, "builds"), "utf8").length;

test("a command builds once, and not again while nothing is changed", async () => {
  const said = [await npmRun("flags"), await npmRun("flags")];

  expect(said).toEqual(["ran", "ran"]);
  expect(builds()).toBe(1);
});

test.each<[string, () => void]>([
  ["a source is changed", () => write("services/cart/main.ts", "// new")],
  ["a source is added", () => write("packages/contracts/more/metrics.ts", "")],
  ["a source is deleted", () => rmSync(join(root, "packages/contracts/flags.ts"))],
  ["how it is built is changed", () => write("scripts/build.mjs", `${buildScript}\n`)],
  ["other packages are wanted", () => write("package.json", '{"version":"2"}')],
  ["the program is gone", () => rmSync(join(root, "build/scripts/flags/main.js"))],
  ["all that was built is gone", () => rmSync(join(root, "build"), { recursive: true })],
])("it builds anew where %s", async (_what, change) => {
  await npmRun("flags");

  change();
  const said = await npmRun("flags");

  expect([said, builds()]).toEqual(["ran", 2]);
});

test("it builds anew after a build that failed, though the sources are as they were before it", async () => {
  await npmRun("flags");
  write("packages/broken.ts", "");
  const failed = await npmRun("flags");

  rmSync(join(root, "packages/broken.ts"));
  const said = await npmRun("flags");

  expect([failed, said, builds()]).toEqual(["failed", "ran", 3]);
});

test("who asks for a build gets one", async () => {
  await npmRun("build");
  await npmRun("build");

  expect(builds()).toBe(2);
});
