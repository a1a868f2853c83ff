import { createHash } from "node:crypto";
import { Html, html } from "@shopeasy/platform/html";
import { pageScript } from "./page-script";
import { pageStyle } from "./page-style";

export interface Page {
  title: string;
  content: Html;
}

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** What every page is sent with. */
export const pageHeaders = {
  // Nothing but this very style and script: whatever a link may smuggle into a page can neither run nor load.
  "Content-Security-Policy": [
    "default-src 'none'",
    `style-src ${hashOf(pageStyle)}`,
    `script-src ${hashOf(pageScript)}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; "),
  // The address holds a token: it goes into no cache, no other site's log and no search engine.
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex, nofollow",
};

// Of our own, and written as they were hashed.
const style = new Html(pageStyle);
const script = new Html(pageScript);

/** A whole page: one card, that needs nothing beside itself. */
export function textOfPage({ title, content }: Page): string {
  const whole = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${title} · ShopEasy</title>
<style>${style}</style>
</head>
<body>
<header>ShopEasy</header>
<main>
${content}
</main>
<script>${script}</script>
</body>
</html>
`;
  return whole.text;
}
