import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");

const sources = (): string[] =>
  globSync("{services/*,packages/platform}/src/**/*.ts", { cwd: root }).map((file) =>
    readFileSync(join(root, file), "utf8"),
  );

const found = (pattern: RegExp): Set<string> =>
  new Set(sources().flatMap((text) => [...text.matchAll(pattern)].map(([, event = ""]) => event)));

/** Every event that the services and lambdas write as an error, or as one if it goes on. */
export const loggedErrors = (): Set<string> =>
  found(/logger(?:\.error|\[[^\]]+\])\(\s*"([a-z][a-z-]*(?:\.[a-z-]+)+)"/g);

/** Every event that they write at all. */
export function loggedEventsOfCode(): { has: (event: string) => boolean } {
  const written = found(/logger(?:\.\w+|\[[^\]]+\])\(\s*"([a-z][a-z-]*(?:\.[a-z-]+)+)"/g);
  const prepared = found(/prepareInfo\("([a-z.-]+)"\)/g);
  /** `mail.${outcome}` */
  const begun = found(/logger\.\w+\(\s*`([a-z-]+\.)\$\{/g);
  return {
    has: (event) =>
      written.has(event) || prepared.has(event) || [...begun].some((start) => event.startsWith(start)),
  };
}
