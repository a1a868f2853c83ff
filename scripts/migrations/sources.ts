import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Git } from "./git";

export interface Source {
  path: string;
  text: string;
}

/** A service's own, and the tables that the platform declares for it. */
const patternsOf = (service: string) => [
  `services/${service}/src/**/*.ts`,
  "packages/platform/src/**/table.ts",
];

/** The sources that name what is in a service's database, as they are now. */
export const presentSources = (root: string, service: string): Source[] =>
  globSync(patternsOf(service), { cwd: root }).map((path) => ({
    path,
    text: readFileSync(join(root, path), "utf8"),
  }));

/** The same as they were at a commit, in one call of git. */
export function sourcesAt(git: Git, commit: string, service: string): Source[] {
  const specs = patternsOf(service).map((pattern) => `:(glob)${pattern}`);
  const texts = new Map<string, string[]>();
  for (const line of git.lines("grep", "-I", "-z", "--full-name", "-e", "", commit, "--", ...specs)) {
    const [place = "", text = ""] = line.split("\0");
    const path = place.slice(commit.length + 1);
    texts.set(path, [...(texts.get(path) ?? []), text]);
  }
  return [...texts].map(([path, lines]) => ({ path, text: lines.join("\n") }));
}
