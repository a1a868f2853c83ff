import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root, runScript } from "../../pipeline/test/run-script";
import { ConfluenceStandIn, parentId, token } from "./confluence-stand-in";

// Some tests run the program four times.
jest.setTimeout(90_000);

let wiki: ConfluenceStandIn;
let repository: string;
beforeEach(async () => {
  wiki = await new ConfluenceStandIn().start();
  repository = mkdtempSync(join(tmpdir(), "shopeasy-docs-"));
  git("init", "-q");
  write("README.md", "# The shop\n\nSee [operating](docs/operating.md#daily).\n");
  write("docs/operating.md", "# Operating\n\n## Daily\n\n![Map](map.svg)\n");
  write("docs/map.svg", "<svg/>");
  write("docs/runbooks/README.md", "# Runbooks\n\n[one](one.md)\n");
  write("docs/runbooks/one.md", "# When one rings\n\nNothing.\n");
  commit();
});
afterEach(async () => {
  await wiki.close();
  rmSync(repository, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), text);
}
function git(...args: string[]): void {
  execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], {
    cwd: repository,
  });
}
/** The hour by which commits follow each other. */
let hour = 0;
function commit(): void {
  hour += 1;
  const at = new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
  execFileSync(
    "git",
    ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-q", "--allow-empty", "-m", "x"],
    {
      cwd: repository,
      env: { ...process.env, GIT_COMMITTER_DATE: at, GIT_AUTHOR_DATE: at },
    },
  );
}
const publish = (...args: string[]) => runScript("publish-docs", args, wiki.environment, repository);
const parentOf = (title: string) => wiki.pages.get(wiki.titled(title)?.parentId ?? "")?.title;
const bodyOf = (title: string) => wiki.titled(title)?.body ?? "";

test("documents become a tree of pages, with their pictures and links from page to page", async () => {
  const { output } = await publish();

  expect(output).toContain("4 created.");
  expect([
    parentOf("The shop"),
    parentOf("Operating"),
    parentOf("Runbooks"),
    parentOf("When one rings"),
  ]).toEqual(["Handbook", "The shop", "The shop", "Runbooks"]);
  expect(bodyOf("The shop")).toContain('<ac:link ac:anchor="daily"><ri:page ri:content-title="Operating" />');
  expect(bodyOf("Operating")).toContain('<ri:attachment ri:filename="docs-map.svg" />');
  expect(wiki.titled("Operating")?.attachments.get("docs-map.svg")?.content.toString()).toBe("<svg/>");
});

test("what has not changed is not written again; what has is, alone", async () => {
  await publish();
  wiki.takeWrites();
  const again = await publish();
  const nothing = wiki.takeWrites();
  write("docs/operating.md", "# Operating\n\n## Daily\n\nMore.\n\n![Map](map.svg)\n");
  commit();
  const changed = await publish();

  const { id } = wiki.titled("Operating")!;
  expect(again.output).toBe("4 unchanged.\n");
  expect(nothing).toEqual([]);
  expect(changed.output).toMatch(/^updated +docs\/operating\.md: Operating\n/);
  expect(wiki.takeWrites()).toEqual([
    `PUT /wiki/api/v2/pages/${id}`,
    expect.stringMatching(`^PUT /wiki/api/v2/pages/${id}/properties/`),
  ]);
});

test("a new title, another parent and another picture are brought to the same page", async () => {
  await publish();
  const { id } = wiki.titled("When one rings")!;
  write("docs/runbooks/one.md", "# When it rings\n\n![Map](../map.svg)\n");
  rmSync(join(repository, "docs/runbooks/README.md"));
  write("docs/map.svg", "<svg>2</svg>");
  commit();
  await publish();

  expect(wiki.titled("When it rings")).toMatchObject({ id, number: 2 });
  expect(parentOf("When it rings")).toBe("The shop");
  expect(wiki.titled("Operating")?.attachments.get("docs-map.svg")).toMatchObject({ number: 2 });
});

test("what somebody wrote into a page of ours is overwritten, and a page of somebody's is never touched", async () => {
  await publish();
  const ours = wiki.titled("Operating")!;
  Object.assign(ours, { body: "<p>By hand</p>", number: ours.number + 1 });
  const theirs = wiki.add({ title: "Minutes", parentId: ours.id });
  await publish();
  write("docs/minutes.md", "# minutes\n\nOf ours.\n");
  commit();
  const { code, errors } = await publish();

  expect(bodyOf("Operating")).toContain("docs-map.svg");
  expect(code).toBe(1);
  expect(errors).toBe(
    `docs/minutes.md: the space has a page "minutes" that is none of ours (${theirs.id}). Give one of the two another title.\n`,
  );
  expect(theirs).toMatchObject({ number: 1, body: "<p>By hand</p>", properties: [] });
});

test("who writes a page at the same time is noticed, and what is then there counts", async () => {
  await publish();
  const page = wiki.titled("Operating")!;
  write("docs/operating.md", "# Operating\n\nNew.\n");
  commit();
  let others = 3;
  wiki.trouble = ({ method, path }) => {
    if (method === "PUT" && path.endsWith(`/pages/${page.id}`) && others-- > 0) page.number += 1;
    return undefined;
  };
  const { output } = await publish();

  expect(output).toContain("1 updated");
  expect(page.number).toBe(5);
  expect(bodyOf("Operating")).toContain("New.");
});

test("two runs at once make each page once, and leave nothing to do", async () => {
  const both = await Promise.all([publish(), publish()]);
  await publish();
  wiki.takeWrites();
  const { output } = await publish();

  expect(both.map(({ code, errors }) => ({ code, errors }))).toEqual([
    { code: 0, errors: "" },
    { code: 0, errors: "" },
  ]);
  expect(wiki.pages.size).toBe(5);
  expect(output).toBe("4 unchanged.\n");
});

test("a run that is killed in the middle is taken up by the next one", async () => {
  const program = join(root, "build/scripts/publish-docs/main.js");
  let writes = 0;
  const child = spawn(process.execPath, [program], {
    cwd: repository,
    env: { PATH: process.env.PATH, ...wiki.environment },
  });
  // Its second page is made, and the property that tells so is not.
  wiki.afterWrite = () => {
    writes += 1;
    if (writes === 3) child.kill("SIGKILL");
  };
  await once(child, "exit");
  wiki.afterWrite = () => {};
  const pagesThen = wiki.pages.size;
  const { code } = await publish();

  expect(child.signalCode).toBe("SIGKILL");
  expect(pagesThen).toBeLessThan(5);
  expect(code).toBe(0);
  expect(wiki.pages.size).toBe(5);
  expect((await publish()).output).toBe("4 unchanged.\n");
});

test("what a newer commit wrote is left by an older one", async () => {
  write("docs/operating.md", "# Operating\n\nNewer.\n");
  commit();
  await publish();
  git("reset", "-q", "--soft", "HEAD~1");
  write("docs/operating.md", "# Operating\n\nOlder.\n");
  rmSync(join(repository, "docs/runbooks"), { recursive: true });
  const { output } = await publish("--trash");

  expect(output).toMatch(/^newer +docs\/operating\.md/m);
  expect(bodyOf("Operating")).toContain("Newer.");
  expect(wiki.titled("When one rings")).toBeDefined();
});

test("the page of a document that is no more is told, goes to the trash where that is wanted, and stays where others' are below it", async () => {
  await publish();
  const runbooks = wiki.titled("Runbooks")!;
  wiki.add({ title: "Notes of the night", parentId: runbooks.id });
  rmSync(join(repository, "docs/runbooks"), { recursive: true });
  commit();
  const told = await publish();
  const tried = await publish("--trash", "--dry-run");
  const there = wiki.titled("When one rings");
  const trashed = await publish("--trash");

  expect(told.output).toMatch(/^no document +docs\/runbooks\/one\.md: When one rings$/m);
  expect(tried.output).toMatch(/^would be trashed docs\/runbooks\/one\.md/m);
  expect(there).toBeDefined();
  expect(trashed.output).toMatch(/^trashed +docs\/runbooks\/one\.md/m);
  expect(trashed.output).toMatch(/^kept +docs\/runbooks\/README\.md/m);
  expect(wiki.titled("When one rings")).toBeUndefined();
  expect(parentOf("Notes of the night")).toBe("Runbooks");
});

test("a title goes from one document to another, and two that change theirs are told what to do", async () => {
  await publish();
  const { id } = wiki.titled("Operating")!;
  write("docs/operating.md", "# Runbooks\n");
  write("docs/runbooks/README.md", "# What rings\n");
  commit();
  const moved = await publish();
  write("docs/operating.md", "# What rings\n");
  write("docs/runbooks/README.md", "# Runbooks\n");
  commit();
  const swapped = await publish();

  expect(moved).toMatchObject({ code: 0, errors: "" });
  expect(wiki.titled("Runbooks")?.id).toBe(id);
  expect(swapped.errors).toContain("let one have a third for a time");
});

test("a wiki that is busy or broken for a moment is asked again, and the token is told to nobody", async () => {
  let asked = 0;
  wiki.trouble = () => {
    asked += 1;
    if (asked % 4 === 1) return { status: 429, headers: { "retry-after": "0" } };
    return asked % 9 === 5 ? { status: 503, headers: { "retry-after": "0" } } : undefined;
  };
  const { code } = await publish();
  wiki.trouble = ({ headers }) => ({ status: 403, body: { message: `${headers.authorization} ${token}` } });
  const refused = await publish();

  expect(code).toBe(0);
  expect(wiki.pages.size).toBe(5);
  expect(refused.errors).toContain("The parent page in Confluence failed (HTTP 403)");
  expect(refused.errors).not.toContain(token);
  expect(refused.errors).not.toContain(Buffer.from(token).toString("base64").slice(0, 10));
});

test("a trial asks and writes nothing", async () => {
  const { output } = await publish("--dry-run");

  expect(output).toContain("Nothing was written. 4 created.");
  expect(wiki.takeWrites()).toEqual([]);
});

test.each([
  ["docs/b.md", "# Operating\n", "docs/b.md and docs/operating.md have the same title"],
  ["docs/b.md", "no title", "docs/b.md has to begin with a title"],
  ["docs/b.md", "# B\n\n[x](gone.md)\n", "docs/b.md has links that lead nowhere: gone.md"],
  ["docs/b.md", "# B\n\n[x](javascript:alert(1))\n", "javascript:alert(1)"],
  ["docs/b.md", "# B\n\n![x](../../secret.png)\n", "../../secret.png"],
])("%s with %j stops it before anything is written", async (path, text, why) => {
  write(path, text);
  const { code, errors } = await publish();

  expect(code).toBe(1);
  expect(errors).toContain(why);
  expect(wiki.takeWrites()).toEqual([]);
});

test("what the environment lacks is named at once, as is a parent page that is not there", async () => {
  const lacking = await runScript("publish-docs", [], { CONFLUENCE_URL: "http://wiki.example" }, repository);
  const lost = await runScript(
    "publish-docs",
    [],
    { ...wiki.environment, CONFLUENCE_PARENT_ID: "404" },
    repository,
  );

  expect(lacking.errors).toContain("CONFLUENCE_URL is wrong: must begin with https://");
  expect(lacking.errors).toContain("CONFLUENCE_TOKEN is missing");
  expect(lost.errors).toContain("There is no page 404");
});

test("all documents of the shop become pages that Confluence takes, and a second run writes none", async () => {
  const all = () => runScript("publish-docs", [], wiki.environment, root);
  const first = await all();
  wiki.takeWrites();
  const second = await all();

  expect(first.errors).toBe("");
  expect(wiki.pages.size).toBeGreaterThan(75);
  expect(second.output).toMatch(/^\d+ unchanged\.\n$/);
  expect(wiki.takeWrites()).toEqual([]);
  expect(wiki.pages.get(parentId)).toMatchObject({ number: 1, properties: [] });
});
