import { createHash } from "node:crypto";
import { Html, html } from "../html";
import { type ContentReply, replyContent } from "../http/reply";
import { pageStyle } from "./page-style";

export interface Page {
  title: string;
  content: Html;
}

/** A page, and the status that it is sent with. */
export interface ShownPage<Status extends number = number> {
  status: Status;
  page: Page;
}

export const shown = <Status extends number>(status: Status, page: Page): ShownPage<Status> => ({
  status,
  page,
});

export interface PageKind {
  /** Beside the style of all pages; a constant of ours. */
  style?: string;
  /** What runs in them, without which they work all the same; a constant of ours. */
  script?: string;
}

/**
 * Makes the answers of one kind of pages: each is one card that needs nothing beside itself. Neither caches, nor search
 * engines, nor the sites that it links to learn its address, which may hold a token.
 */
export function pagesOf({ style = "", script = "" }: PageKind = {}) {
  // Of our own, and written as they are hashed.
  const wholeStyle = new Html(pageStyle + style);
  const wholeScript = new Html(script);
  const headers = {
    // Nothing but this very style and script: whatever a link may smuggle into a page can neither run nor load.
    "Content-Security-Policy": [
      "default-src 'none'",
      `style-src ${hashOf(wholeStyle)}`,
      `script-src ${script ? hashOf(wholeScript) : "'none'"}`,
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join("; "),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
  };
  const textOf = ({ title, content }: Page) =>
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${title} · ShopEasy</title>
<style>${wholeStyle}</style>
</head>
<body>
<header>ShopEasy</header>
<main>
${content}
</main>
${script !== "" && html`<script>${wholeScript}</script>\n`}</body>
</html>
`.text;

  return {
    replyPage: <Status extends number>({ status, page }: ShownPage<Status>): ContentReply<Status> =>
      replyContent(status, textOf(page), "text/html; charset=utf-8", headers),
  };
}

const hashOf = ({ text }: Html) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** What a form of a page sent (`application/x-www-form-urlencoded`); of a field that comes twice, the last. */
export const fieldsOf = (form: Buffer): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(form.toString("utf8")));
