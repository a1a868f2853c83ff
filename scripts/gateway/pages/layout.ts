import { type Html, html } from "@shopeasy/platform/html";
import { iconAddress, scriptAddress, styleAddress } from "./assets";

const places = [
  { href: "/", name: "Shop" },
  { href: "/console/mail", name: "Mail" },
  { href: "/console/traces", name: "Traces" },
  { href: "/console/dashboards", name: "Dashboards" },
  { href: "/console/slos", name: "Objectives" },
  { href: "/console/payments", name: "Payments" },
  { href: "/api/v1/docs", name: "API" },
] as const;

export type Place = (typeof places)[number]["href"];

export interface Page {
  title: string;
  /** Which of the places this belongs to, if any. */
  place?: Place;
  body: Html;
}

/** A whole document around a page's own part. */
export function documentOf({ title, place, body }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ShopEasy</title>
<link rel="icon" type="image/svg+xml" href="${iconAddress}">
<link rel="stylesheet" href="${styleAddress}">
<script src="${scriptAddress}" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<a class="brand" href="/">ShopEasy</a>
<nav aria-label="Main">
${places.map(
  ({ href, name }) => html`<a href="${href}"${href === place && html` aria-current="page"`}>${name}</a>`,
)}
</nav>
</header>
<main id="main" tabindex="-1">
${body}
</main>
</body>
</html>
`.text;
}
