import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";

/** Where this stands, and where it is bundled to, are equally deep below it. */
const root = join(__dirname, "../..");

export interface LambdaBundle {
  /** A folder with `index.js`, which exports `handler`, and nothing else. */
  folder: string;
  /** Of what is in it: the same for the same sources. */
  hash: string;
}

const made = new Map<string, LambdaBundle>();

/** One file with all that a lambda needs, made of the file that exports its `handler`; once for all environments. */
export function bundleOf(source: string): LambdaBundle {
  const bundle = made.get(source) ?? bundled(source);
  made.set(source, bundle);
  return bundle;
}

function bundled(source: string): LambdaBundle {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: [source],
    write: false,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    // Their ES modules leave out what is not used; the SDK's CommonJS ones come whole.
    mainFields: ["module", "main"],
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "warning",
  });
  const [{ contents } = { contents: new Uint8Array() }] = outputFiles;
  const folder = mkdtempSync(join(tmpdir(), "shopeasy-lambda-"));
  writeFileSync(join(folder, "index.js"), contents);
  return { folder, hash: createHash("sha256").update(contents).digest("hex") };
}
