import { pages } from "./pages";

const [index] = pages("docs/procedures/README.md");
const procedures = pages("docs/procedures/!(README).md");

/** What somebody who was woken looks for, in the order in which it is looked for. */
const form = [
  ...["**When**:", "**When not**:", "**Costs customers**:", "**Takes**:", "**Tried**:"],
  ...["## Before you begin", "## Steps", "### 1. ", "## Over when", "## Never"],
];

test.each(procedures.map((page) => [page.path, page] as const))("%s has the form of them all", (_, page) => {
  const places = form.map((part) => page.text.indexOf(`\n${part}`));

  expect(form.filter((_part, index) => places[index] === -1)).toEqual([]);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
});

test.each(procedures.map((page) => [page.path, page] as const))("the steps of %s are counted", (_, page) => {
  const chapters = page.text.split(/^## /m).filter((chapter) => chapter.startsWith("Steps"));

  for (const chapter of chapters) {
    const numbers = [...chapter.matchAll(/^### (\d+)\. /gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual(numbers.map((_number, index) => index + 1));
  }
});

test.each(procedures.map((page) => [page.path, page] as const))(
  "%s says what was tried, and what never was",
  (_, { text }) => {
    const [, tried = ""] = /^\*\*Tried\*\*:([\s\S]*?)(?=\n\n|\n\*\*)/m.exec(text) ?? [];

    expect(tried).toMatch(/never/i);
  },
);

test("every procedure is in their index", () => {
  const unlisted = procedures
    .map(({ path }) => path.replace("docs/procedures/", ""))
    .filter((file) => !index?.prose.includes(`(${file})`));

  expect(procedures.length).toBeGreaterThan(7);
  expect(unlisted).toEqual([]);
});
