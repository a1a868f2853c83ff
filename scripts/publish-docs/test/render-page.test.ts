import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { Document } from "../pages/read-documents";
import { renderPage } from "../storage/render-page";
import { notWellFormed } from "./well-formed";

const root = mkdtempSync(join(tmpdir(), "shopeasy-render-"));
writeFileSync(join(root, "a file.ts"), "");
afterAll(() => rmSync(root, { recursive: true }));

const other: Document = { path: "docs/other.md", title: 'Others & "more"', parent: null, markdown: "" };

function rendered(markdown: string, sourceUrl: string | null = null): string {
  const document = { path: "docs/page.md", title: "Page", parent: null, markdown };
  const { body } = renderPage(document, { root, documents: [document, other], sourceUrl });
  return body.slice(body.indexOf("</ac:rich-text-body></ac:structured-macro>") + 42).trim();
}

const anchor = (name: string) =>
  `<ac:structured-macro ac:name="anchor"><ac:parameter ac:name="">${name}</ac:parameter></ac:structured-macro>`;

test.each([
  ["## What's *new*? `a_b`", `<h2>${anchor("whats-new-a_b")}What's <em>new</em>? <code>a_b</code></h2>`],
  ["## A\n## A", `<h2>${anchor("a")}A</h2>\n<h2>${anchor("a-1")}A</h2>`],
  ["## [Here](other.md) now", expect.stringContaining(anchor("here-now"))],
  ["[x](#part)", '<p><ac:link ac:anchor="part"><ac:link-body>x</ac:link-body></ac:link></p>'],
  [
    "[*x*](other.md#b)",
    '<p><ac:link ac:anchor="b"><ri:page ri:content-title="Others &amp; &quot;more&quot;" /><ac:link-body><em>x</em></ac:link-body></ac:link></p>',
  ],
  ["[x](../a%20file.ts)", "<p>x</p>"],
  [
    "<https://a.example/?b=1&c=2>",
    '<p><a href="https://a.example/?b=1&amp;c=2">https://a.example/?b=1&amp;c=2</a></p>',
  ],
  ["<!-- a note -->\n\ntext", "<p>text</p>"],
  ["a <b>c</b> & d<br>e", "<p>a &lt;b&gt;c&lt;/b&gt; &amp; d&lt;br&gt;e</p>"],
  ["a &mdash; b &#8594; c &bogus; d", "<p>a — b → c &amp;bogus; d</p>"],
  ["---", "<hr />"],
])("%j is shown as %j", (markdown, storage) => {
  expect(rendered(markdown)).toEqual(storage);
});

test("a file of the repository is a link to where it can be looked at", () => {
  expect(rendered("[x](../a%20file.ts)", "https://bitbucket.org/shop/src/main")).toBe(
    '<p><a href="https://bitbucket.org/shop/src/main/a%20file.ts">x</a></p>',
  );
});

test("code stands as it is, also the end of the section that it stands in", () => {
  expect(rendered("```ts\nif (a[b[0]]>1 && c) {}\n```")).toBe(
    '<ac:structured-macro ac:name="code"><ac:parameter ac:name="language">js</ac:parameter><ac:plain-text-body><![CDATA[if (a[b[0]]]]><![CDATA[>1 && c) {}]]></ac:plain-text-body></ac:structured-macro>',
  );
  expect(rendered("```mermaid\na\n```")).not.toContain("language");
});

test("a table keeps its alignment", () => {
  expect(rendered("| a | b |\n| --- | --: |\n| 1 | `2` |")).toBe(
    '<table><tbody>\n<tr><th>a</th><th style="text-align: right;">b</th></tr>\n<tr><td>1</td><td style="text-align: right;"><code>2</code></td></tr>\n</tbody></table>',
  );
});

test("whatever is written becomes XML", () => {
  const pieces = [
    "# ",
    "`",
    "```",
    "|",
    "---",
    "<",
    ">",
    "&",
    "*",
    "_",
    "\n",
    "- ",
    "[x](#y)",
    "a",
    " ",
    "]]>",
    "<!--",
    "&copy;",
    "&#x1f;",
    "\u0001",
    "~~",
    "> ",
    "1. ",
    "[ ] ",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
      expect(notWellFormed(rendered(parts.join("")))).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});
