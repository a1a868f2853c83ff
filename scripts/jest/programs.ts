import { join } from "node:path";
import { build } from "esbuild";

export const root = join(__dirname, "../..");

/** Bundles a program of `scripts/` for this run of the tests, and gives where it lies: below the root, so that it finds its packages. */
export async function bundle(source: string): Promise<string> {
  const outfile = join(
    root,
    "build/jest",
    `${source.replaceAll("/", "-").replace(/\.ts$/, "")}-${process.pid}.js`,
  );
  await build({
    entryPoints: [join(root, "scripts", source)],
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    external: ["aws-ses-v2-local", "dynalite", "kinesalite"],
    logLevel: "warning",
  });
  return outfile;
}
