// Bundles the two programs of infra/ into build/infra. cdktf and its provider stay where they are installed: they read
// files of their own.
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const infra = fileURLToPath(new URL(".", import.meta.url));
const outdir = join(infra, "../build/infra");

/** The packages are not beside the bundles, so they are asked for by their place. */
const installedHere = {
  name: "installed-here",
  setup({ onResolve }) {
    onResolve({ filter: /^(cdktf|constructs|@cdktf\/.*)$/ }, ({ path }) => ({
      path: join(relative(outdir, infra), "node_modules", path),
      external: true,
    }));
  },
};

await build({
  absWorkingDir: infra,
  entryPoints: [
    { in: "main.ts", out: "main" },
    { in: "commands/main.ts", out: "commands" },
  ],
  outdir,
  bundle: true,
  platform: "node",
  target: "node22",
  format: "cjs",
  plugins: [installedHere],
  // It bundles the lambdas, and is a program of its own.
  external: ["esbuild"],
  sourcemap: "linked",
  logLevel: "warning",
});
