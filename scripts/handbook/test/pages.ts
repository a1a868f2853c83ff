import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(__dirname, "../../..");

/** A page of the documentation. */
export interface Page {
  /** From the repository's root, with slashes. */
  path: string;
  text: string;
  /** The text without what is code: between fences, and in a line. */
  prose: string;
  headings: string[];
  /** What is between fences of a shell, block by block. */
  shell: string[];
}

const fenced = /^ *```(\w*).*\n([\s\S]*?)^ *``` *$/gm;

const pageAt = (path: string): Page => {
  const text = readFileSync(join(root, path), "utf8");
  const unfenced = text.replaceAll(fenced, "");
  return {
    ...{ path, text },
    prose: unfenced.replaceAll(/`[^`\n]*`/g, ""),
    headings: [...unfenced.matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, heading = ""]) => heading),
    shell: [...text.matchAll(fenced)].flatMap(([, language, code = ""]) =>
      language === "bash" || language === "sh" ? [code] : [],
    ),
  };
};

/** The README, and every page below `docs`, or those that fit a pattern. */
export const pages = (pattern = "{README.md,docs/**/*.md}"): Page[] =>
  globSync(pattern, { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .sort()
    .map(pageAt);

/** How GitHub and GitLab name a page's headings in an address. */
export function anchorsOf({ headings }: Page): Set<string> {
  const seen = new Map<string, number>();
  return new Set(
    headings.map((heading) => {
      const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
      const slug = words.replaceAll(/[^\p{L}\p{N}_ -]/gu, "").replaceAll(" ", "-");
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return times === 0 ? slug : `${slug}-${times}`;
    }),
  );
}
