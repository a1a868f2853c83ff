import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { anchorsOf, type Page, pages, root } from "./pages";

const all = pages();
const byPath = new Map(all.map((page) => [page.path, page]));

const linksOf = ({ prose }: Page) =>
  [...prose.matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));

/** What is wrong with a link, if anything is. */
function faultOf(page: Page, target: string): string | undefined {
  const [path = "", anchor] = target.split("#");
  const found = path === "" ? page.path : normalize(join(dirname(page.path), path));
  if (!existsSync(join(root, found))) return "there is no such file";
  const there = byPath.get(found);
  return anchor && there && !anchorsOf(there).has(anchor) ? "it has no such heading" : undefined;
}

test("every link of the documentation leads to a file that is there, and to a heading that it has", () => {
  const links = all.flatMap((page) => linksOf(page).map((target) => ({ page, target })));

  const broken = links.flatMap(({ page, target }) => {
    const fault = faultOf(page, target);
    return fault ? [`${page.path}: ${target}: ${fault}`] : [];
  });

  expect(links.length).toBeGreaterThan(200);
  expect(broken).toEqual([]);
});

test("files that the documentation names are there", () => {
  const named = all.flatMap(({ path, text }) =>
    [...text.matchAll(/`((?:docs|infra|packages|scripts|services|ansible)\/[\w./-]+\.\w+)`/g)].map(
      ([, file = ""]) => ({ path, file }),
    ),
  );

  const missing = named.filter(({ file }) => !existsSync(join(root, file)));

  expect(named.length).toBeGreaterThan(50);
  expect(missing).toEqual([]);
});

test("no page of the documentation is found by nobody", () => {
  const led = new Set(
    all.flatMap((page) =>
      linksOf(page).map((target) => normalize(join(dirname(page.path), target.split("#")[0] ?? ""))),
    ),
  );

  expect(all.map(({ path }) => path).filter((path) => path !== "README.md" && !led.has(path))).toEqual([]);
});
