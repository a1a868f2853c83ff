import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PublishError } from "../publish-error";

/** A Markdown file that becomes a page. */
export interface Document {
  /** From the repository's root: `docs/runbooks/release.md` */
  path: string;
  /** Its first heading. In a space of Confluence no two pages have the same. */
  title: string;
  /** The document whose page it is put below; null for the first one. */
  parent: string | null;
  /** Without its first heading. */
  markdown: string;
}

const first = "README.md";

/**
 * The README and all of docs/, parents before their children: a folder's `README.md` is the parent of what is in it.
 * @throws PublishError where a document has no title, or another one's
 */
export function readDocuments(root: string): Document[] {
  if (!existsSync(join(root, first))) throw new PublishError(`There is no ${first} in ${root}.`);
  const paths = [first, ...globSync("docs/**/*.md", { cwd: root }).sort()];
  const documents = paths.map((path) => readDocument(root, path, new Set(paths)));
  const titles = new Map<string, string>();
  for (const { path, title } of documents) {
    // As Confluence compares them.
    const other = titles.get(title.toLowerCase());
    if (other)
      throw new PublishError(`${other} and ${path} have the same title, "${title}": give one another.`);
    titles.set(title.toLowerCase(), path);
  }
  return documents.toSorted((one, other) => depthOf(one, documents) - depthOf(other, documents));
}

function readDocument(root: string, path: string, paths: ReadonlySet<string>): Document {
  const text = readFileSync(join(root, path), "utf8").replaceAll("\r\n", "\n");
  const [, title = "", markdown = ""] = /^\s*# +([^\n]+?) *#*\n(.*)$/s.exec(`${text}\n`) ?? [];
  if (!title || title.length > 255) {
    throw new PublishError(`${path} has to begin with a title of up to 255 characters: "# …".`);
  }
  return { path, title: title.replaceAll(/[`*_]/g, ""), parent: parentOf(path, paths), markdown };
}

function parentOf(path: string, paths: ReadonlySet<string>): string | null {
  if (path === first) return null;
  const folder = path.endsWith("/README.md") ? dirname(dirname(path)) : dirname(path);
  for (let above = folder; above !== "."; above = dirname(above)) {
    const readme = `${above}/README.md`;
    if (paths.has(readme)) return readme;
  }
  return first;
}

function depthOf({ parent }: Document, documents: readonly Document[]): number {
  const above = documents.find(({ path }) => path === parent);
  return above ? 1 + depthOf(above, documents) : 0;
}
