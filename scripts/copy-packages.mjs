// Copies the packages that an image's bundles leave to node_modules, with all that those need to run.
import { cpSync, existsSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { basename, dirname, join, relative } from "node:path";

/** What no program reads. */
const needless = /\.(map|md|d\.[cm]?ts)$|^(test|tests|docs|example|examples|\.github)$/;

/** `@node-rs/argon2/binding` is of the package `@node-rs/argon2`. */
const packageOf = (specifier) => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");

/**
 * Copies what the bundles import without holding it, and `beside`, which they ask for at run time, into
 * `<into>/node_modules`. `metafile` is esbuild's.
 */
export function copyPackages({ root, metafile, beside, into }) {
  const copied = new Set();

  const copy = (name, from, isOptional) => {
    const folder = find(name, from, root);
    if (!folder && isOptional) return;
    if (!folder) throw new Error(`${name} is not installed, and ${from} wants it.`);
    if (copied.has(folder)) return;
    copied.add(folder);
    cpSync(folder, join(into, relative(root, folder)), {
      recursive: true,
      filter: (path) =>
        path === folder || (basename(path) !== "node_modules" && !needless.test(basename(path))),
    });
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    );
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) {
      copy(needed, folder, needed in optionalDependencies);
    }
  };

  for (const { imports } of Object.values(metafile.outputs)) {
    for (const { path, external } of imports) {
      // Libraries try some that they can do without.
      if (external && !isBuiltin(path)) copy(packageOf(path), root, true);
    }
  }
  for (const name of beside) copy(name, root, false);
}

/** Where Node would find a package, asked from a folder. */
function find(name, from, root) {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return candidate;
    if (folder === root) return undefined;
  }
}
