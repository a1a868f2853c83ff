import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Page, pages, root } from "./pages";
import { functionsCalledBy, functionsMadeBy, variablesReadBy, variablesSetBy } from "./shell-words";
import { faultsOfTyped, withShellcheck } from "./shellcheck";

const shellFile = "docs/procedures/shell.sh";
const shell = readFileSync(join(root, shellFile), "utf8");
const runbooksIndex = pages("docs/runbooks/README.md");

const operating = pages("docs/{procedures/*,runbooks/*,operating,handover*}.md");
const byName = operating.map((page) => [page.path, page] as const);
const codeOf = ({ shell: blocks }: Page) => blocks.join("\n");

/** What a page may use: what it makes itself, what all pages read in, and what a page before it gives, as it says. */
const given = (page: Page) => {
  const before = page.path === "docs/handover-answers.md" ? pages("docs/handover.md") : runbooksIndex;
  return [page, ...before].map(codeOf).concat(shell).join("\n");
};

test.each(byName)("whatever %s calls is made there, or by the shell that all pages read in", (_, page) => {
  const made = new Set(functionsMadeBy(given(page)));

  expect(functionsCalledBy(codeOf(page)).filter((name) => !made.has(name))).toEqual([]);
});

test.each(byName)("each variable that %s reads is set there, or by that shell", (_, page) => {
  const set = new Set([...variablesSetBy(given(page)), "AWS_PROFILE", "PWD", "HOME"]);

  expect(variablesReadBy(codeOf(page)).filter((name) => !set.has(name))).toEqual([]);
});

test("a procedure that uses that shell says so before it begins", () => {
  const procedures = pages("docs/procedures/!(README).md");

  const silent = procedures.filter((page) => {
    const uses = functionsCalledBy(codeOf(page)).length > 0;
    return uses && !page.text.includes(`. ${shellFile}`);
  });

  expect(silent.map(({ path }) => path)).toEqual([]);
});

withShellcheck("shellcheck", () => {
  test("finds nothing in the procedures and in what they read in", () => {
    expect(
      faultsOfTyped(pages("docs/{procedures/*,handover*,operating,runbooks/README}.md"), shellFile),
    ).toBe("");
  });
});
