import type { RendererObject, Tokens } from "marked";
import { codeLanguage } from "./code-languages";
import { readEntities } from "./entities";
import { linkTarget } from "./link-target";
import { pictureName } from "./picture-name";
import type { RenderSetting } from "./render-setting";
import { createSlugs } from "./slug";
import { cdata, escaped, macro } from "./xml";

interface RendererSetting extends RenderSetting {
  /** Of the document. */
  path: string;
  onPicture: (path: string) => void;
  onLost: (href: string) => void;
}

/** Writes what marked reads as Confluence's storage format, in which every tag has its end. */
export function storageRenderer(setting: RendererSetting): RendererObject {
  const slugOf = createSlugs();
  return {
    heading({ tokens, depth, text }) {
      const anchor = macro("anchor", { "": slugOf(plain(text)) });
      return `<h${depth}>${anchor}${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    code({ text, lang }) {
      const language = codeLanguage(lang);
      const body = `<ac:plain-text-body>${cdata(text)}</ac:plain-text-body>`;
      return `${macro("code", language ? { language } : {}, body)}\n`;
    },
    codespan: ({ text }) => `<code>${escaped(text)}</code>`,
    text(token) {
      if ("tokens" in token && token.tokens) return this.parser.parseInline(token.tokens);
      // Of what is escaped already, entities are read as well: it ends as one text.
      return escaped(readEntities(token.text));
    },
    hr: () => "<hr />\n",
    br: () => "<br />",
    // Comments are notes for whoever edits the document, and other tags are none of ours.
    html: ({ text }) => (/^\s*(<!--.*?-->\s*)*$/s.test(text) ? "" : escaped(text)),
    checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
    link({ href, tokens }) {
      return linked(href, this.parser.parseInline(tokens), setting);
    },
    image: ({ href, text }) => pictured(href, text, setting),
    tablecell(cell: Tokens.TableCell) {
      const tag = cell.header ? "th" : "td";
      const style = cell.align ? ` style="text-align: ${cell.align};"` : "";
      return `<${tag}${style}>${this.parser.parseInline(cell.tokens)}</${tag}>`;
    },
    table({ header, rows }) {
      const row = (cells: Tokens.TableCell[]) =>
        `<tr>${cells.map((cell) => this.tablecell(cell)).join("")}</tr>\n`;
      return `<table><tbody>\n${[header, ...rows].map(row).join("")}</tbody></table>\n`;
    },
  };
}

function linked(href: string, text: string, setting: RendererSetting): string {
  const target = linkTarget(href, setting);
  switch (target.kind) {
    case "elsewhere":
      return `<a href="${escaped(target.url)}">${text}</a>`;
    case "here":
      return `<ac:link ac:anchor="${escaped(target.anchor)}"><ac:link-body>${text}</ac:link-body></ac:link>`;
    case "page": {
      const anchor = target.anchor === undefined ? "" : ` ac:anchor="${escaped(target.anchor)}"`;
      const page = `<ri:page ri:content-title="${escaped(target.title)}" />`;
      return `<ac:link${anchor}>${page}<ac:link-body>${text}</ac:link-body></ac:link>`;
    }
    case "file":
      if (setting.sourceUrl === null) return text;
      return `<a href="${escaped(`${setting.sourceUrl}/${encodeURI(target.path)}`)}">${text}</a>`;
    case "nowhere":
      setting.onLost(href);
      return text;
  }
}

function pictured(href: string, text: string, setting: RendererSetting): string {
  const target = linkTarget(href, setting);
  const image = (source: string) => `<ac:image ac:alt="${escaped(text)}">${source}</ac:image>`;
  if (target.kind === "elsewhere") return image(`<ri:url ri:value="${escaped(target.url)}" />`);
  if (target.kind !== "file") {
    setting.onLost(href);
    return escaped(text);
  }
  setting.onPicture(target.path);
  return image(`<ri:attachment ri:filename="${escaped(pictureName(target.path))}" />`);
}

/** A heading as its anchor is made of: the words of a link, and not where it leads. */
const plain = (markdown: string): string => markdown.replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1");
