// `npm run check`: format, lint, types, dead code, dependency rules, stale generated files. Stops at nothing, so
// that one run tells all that is wrong.
import { spawnSync } from "node:child_process";

const bin = (name) => `node_modules/.bin/${name}`;
const steps = [
  ["format and lint", [bin("biome"), "ci", "--colors=off", "--error-on-warnings", "."]],
  ["types", [bin("tsc"), "-b"]],
  ["dead code", [bin("knip")]],
  [
    "dependency rules",
    [bin("depcruise"), "packages", "services", "scripts", "infra", "--output-type", "err-long"],
  ],
  // An install beside an old node_modules leaves other platforms' packages out of the lock file.
  [
    "lock file",
    ["npm", "ci", "--dry-run", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
  ],
  ["API documents", [process.execPath, "scripts/bootstrap.mjs", "documents", "--check"]],
  // Built by the step before.
  ["dashboards and rules", [process.execPath, "build/scripts/dashboards/main.js", "--check"]],
  ["migrations", [process.execPath, "build/scripts/migrations/main.js", "check"]],
];

let failed = 0;
for (const [name, [program, ...args]] of steps) {
  const startedAt = Date.now();
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 2 ** 26 });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`${status === 0 ? "✔" : "✘"} ${name} (${seconds} s)`);
  if (status !== 0) {
    failed += 1;
    console.log(`${stdout}${stderr}`.trim());
  }
}
process.exit(failed === 0 ? 0 : 1);
