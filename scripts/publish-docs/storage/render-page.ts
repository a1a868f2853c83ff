import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Marked } from "marked";
import type { Document } from "../pages/read-documents";
import { PublishError } from "../publish-error";
import { pictureName } from "./picture-name";
import type { RenderSetting } from "./render-setting";
import { storageRenderer } from "./storage-renderer";
import { escaped, macro } from "./xml";

export interface Attachment {
  /** As the page names it. */
  name: string;
  /** From the repository's root. */
  path: string;
  content: Buffer;
  hash: string;
}

export interface RenderedPage extends Pick<Document, "path" | "title" | "parent"> {
  /** In Confluence's storage format: XHTML with macros. */
  body: string;
  attachments: Attachment[];
  /** Of all that makes the page what it is: where it has not changed, there is nothing to write. */
  hash: string;
}

/** In the first lines of each page of ours, written with it: it tells that a page is ours before its property does. */
export const markOf = (path: string): string => `shopeasy-docs ${path}`;

/** @throws PublishError that names links and pictures which lead nowhere */
export function renderPage(document: Document, setting: RenderSetting): RenderedPage {
  const { path, title, parent, markdown } = document;
  const pictures = new Set<string>();
  const lost: string[] = [];
  const renderer = storageRenderer({
    ...setting,
    path,
    onPicture: (file) => pictures.add(file),
    onLost: (href) => lost.push(href),
  });
  const content = new Marked({ gfm: true, async: false }, { renderer }).parse(markdown) as string;
  if (lost.length > 0) throw new PublishError(`${path} has links that lead nowhere: ${lost.join(", ")}`);

  const body = `${noteOf(path)}${content}`;
  const attachments = [...pictures].map((file) => attachmentOf(setting.root, file));
  const parts = [title, parent ?? "", body, ...attachments.map(({ name, hash }) => `${name} ${hash}`)];
  return { path, title, parent, body, attachments, hash: sha256(JSON.stringify(parts)) };
}

const noteOf = (path: string): string =>
  macro("anchor", { "": markOf(path) }) +
  macro(
    "info",
    {},
    `<ac:rich-text-body><p>Made from <code>${escaped(path)}</code>. Change it there: what is changed here is overwritten.</p></ac:rich-text-body>`,
  );

function attachmentOf(root: string, path: string): Attachment {
  const content = readFileSync(join(root, path));
  return { name: pictureName(path), path, content, hash: sha256(content) };
}

const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");
