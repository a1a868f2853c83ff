import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inChromium, rendered } from "@shopeasy/testing/chromium";
import { namedExamples } from "../examples";

const shop = "https://shop.example";
const mails = namedExamples(shop);

/** Pages that mails may link to; the rest are carriers' own. */
const pages = [
  /^\/orders\/[\da-f-]{36}(\?token=[\w-]+)?$/,
  /^\/api\/v1\/auth\/(verify-email|password\/reset)\?token=[\w-]+$/,
  /^\/unsubscribe\?token=[\w.-]+$/,
];
const links = (html: string) => [...html.matchAll(/ href="([^"]*)"/g)].map(([, link = ""]) => link);

describe.each(mails)("the mail $name", ({ mail: { subject, html, text } }) => {
  test("says in its text what it says in its page", () => {
    const words = (form: string) => new Set(form.match(/[\p{L}\d$.-]{4,}/gu) ?? []);
    const shown = html
      .replace(/<head>[\s\S]*<\/head>/, "")
      .replace(/<div style="display:none[\s\S]*?<\/div>/, "")
      .replaceAll(/<[^>]*>/g, " ")
      .replaceAll(/&#39;|&quot;|&amp;/g, " ");
    const inText = words(text.replaceAll(/['"&]/g, " "));
    // Column heads, the name above, and how to do without the button.
    const pageOnly = new Set([
      "ShopEasy",
      "Item",
      "Price",
      "Quantity",
      "button",
      "does",
      "nothing",
      "open",
      "this",
      "address",
    ]);

    const missing = [...words(shown)].filter((word) => !inText.has(word) && !pageOnly.has(word));

    expect(missing).toEqual([]);
    expect(subject).not.toMatch(/[\n\r]|undefined|null|NaN/);
    expect(text).not.toMatch(/undefined|null|NaN|<\w|&\w+;/);
  });

  test("links to the shop's own pages, and carriers', and brings nothing along", () => {
    for (const link of links(html).map((each) => new URL(each))) {
      expect(link.protocol).toBe("https:");
      const path = link.pathname + link.search;
      const isKnown =
        link.origin === shop ? pages.some((page) => page.test(path)) : link.host === "www.ups.com";
      expect([link.href, isKnown]).toEqual([link.href, true]);
      expect(text).toContain(link.href);
    }
    expect(html).not.toMatch(/<(img|script|link|style|iframe|form)\b| on\w+=/);
  });
});

/** What a mail looks like at a width, as `look` finds it. */
interface Look {
  name: string;
  width: number;
  title: string;
  scrolls: boolean;
  headings: number;
  columnWidth: number;
  smallestText: number;
}

/** Run by the page: looks at each mail in a frame of each width, and writes what it finds. */
const look = `
const seen = [];
for (const frame of document.querySelectorAll("iframe")) {
  const { document: mail } = frame.contentWindow;
  const root = mail.documentElement;
  const texts = [...mail.body.querySelectorAll("p, td, th, li, a, h1, span")].filter((each) => each.textContent.trim());
  seen.push({
    name: frame.title,
    width: frame.clientWidth,
    title: mail.title,
    scrolls: root.scrollWidth > frame.clientWidth,
    headings: mail.querySelectorAll("h1").length,
    columnWidth: mail.querySelector("table table").offsetWidth,
    smallestText: Math.min(...texts.map((each) => parseFloat(getComputedStyle(each).fontSize))),
  });
}
document.body.innerHTML = "<pre>" + JSON.stringify(seen).replaceAll("&", "&amp;").replaceAll("<", "&lt;") + "</pre>";`;

const attribute = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

async function looks(): Promise<Look[]> {
  const folder = mkdtempSync(join(tmpdir(), "shopeasy-mails-"));
  const frames = mails.flatMap(({ name, mail }) =>
    [360, 1280].map(
      (width) =>
        `<iframe title="${name}" style="width:${width}px;height:3000px;border:0" srcdoc="${attribute(mail.html)}"></iframe>`,
    ),
  );
  const file = join(folder, "looks.html");
  writeFileSync(
    file,
    `<!doctype html><meta charset="utf-8"><body>${frames.join("")}<script>onload=()=>{${look}}</script>`,
  );
  try {
    const [, json = "[]"] = /<pre>(.*)<\/pre>/s.exec(await rendered(pathToFileURL(file).href)) ?? [];
    return JSON.parse(json.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

inChromium("in Chromium (without it: apt-get install chromium), on a phone and on a desktop", () => {
  let seen: Look[];
  beforeAll(async () => {
    seen = await looks();
  }, 90_000);

  test.each(mails)(
    "$name has its title, one heading, text that can be read, and nothing to scroll sideways",
    ({ name, mail }) => {
      const found = seen.filter((each) => each.name === name);

      expect(found.map(({ width, columnWidth }) => [width, columnWidth])).toEqual([
        [360, 336],
        [1280, 600],
      ]);
      for (const each of found) {
        expect(each).toMatchObject({ title: mail.subject, scrolls: false, headings: 1 });
        expect(each.smallestText).toBeGreaterThanOrEqual(13);
      }
    },
  );
});
