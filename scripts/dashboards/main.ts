import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { generatedFiles, grafanaFolder } from "./generated-files";

/**
 * `npm run dashboards`: writes Grafana's dashboards and Prometheus' rules from packages/contracts. With --check it only
 * says which are stale.
 */
function main(args: readonly string[]): void {
  const root = process.cwd();
  const files = generatedFiles();
  const others = globSync(`${grafanaFolder}/*.json`, { cwd: root }).filter((path) => !files.has(path));
  if (args.includes("--check")) {
    const stale = [...files].filter(([path, text]) => readIfThere(join(root, path)) !== text);
    for (const path of [...stale.map(([stalePath]) => stalePath), ...others]) {
      console.error(`${path} is stale: run npm run dashboards and commit what it writes.`);
      process.exitCode = 1;
    }
    return;
  }
  mkdirSync(join(root, grafanaFolder), { recursive: true });
  for (const [path, text] of files) writeFileSync(join(root, path), text);
  for (const path of others) rmSync(join(root, path));
  console.log(`Written: ${[...files.keys()].map((path) => basename(path)).join(", ")}.`);
}

const readIfThere = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : null);

main(process.argv.slice(2));
