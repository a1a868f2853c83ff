import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Policy } from "./policy";

const folder = join(__dirname, "../../docs/runbooks");
const mentioned = /docs\/runbooks\/([\w-]+)\.md/g;

/** Names of the pages, as their files are written: `dead-letters`. The index is none of them. */
export const writtenRunbooks = (): string[] =>
  readdirSync(folder)
    .map((file) => file.replace(/\.md$/, ""))
    .filter((name) => name !== "README");

/** The pages that a resource leads to, by its text or by a tag. */
export const runbooksIn = (config: unknown): string[] =>
  [...JSON.stringify(config).matchAll(mentioned)].map(([, name = ""]) => name);

/** Whoever is woken finds the page that the alarm names. */
export const writtenRunbooksExist: Policy = {
  name: "written-runbooks",
  remedy: "write docs/runbooks/<its name>.md as the others are, and put it into their README.md",
  violations(resources) {
    const written = new Set(writtenRunbooks());
    return resources.flatMap((by) =>
      runbooksIn(by.config)
        .filter((name) => !written.has(name))
        .map((name) => ({ by, problem: `leads to the runbook ${name}, which is not written` })),
    );
  },
};
