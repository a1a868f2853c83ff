import type { IncomingMessage, ServerResponse } from "node:http";
import { html } from "@shopeasy/platform/html";
import { assets } from "./assets";
import { documentOf, type Page } from "./layout";

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];

/** A mail brings its own styles into its frame, which is bound by the policy of the page around it. */
export const mailPolicy = policy
  .map((directive) => (directive.startsWith("style-src") ? `${directive} 'unsafe-inline'` : directive))
  .join("; ");

const pagePolicy = policy.join("; ");

interface Answer {
  status?: number;
  contentType: string;
  content: string;
  cacheControl?: string;
  contentPolicy?: string;
}

/** Answers with something that is whole already; to HEAD with its headers. */
export function answerContent(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const {
    status = 200,
    contentType,
    content,
    cacheControl = "no-store",
    contentPolicy = pagePolicy,
  } = answer;
  response.writeHead(status, {
    "Content-Type": contentType,
    "Content-Length": Buffer.byteLength(content),
    "Cache-Control": cacheControl,
    "Content-Security-Policy": contentPolicy,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
  });
  response.end(request.method === "HEAD" ? undefined : content);
}

export function answerPage(
  request: IncomingMessage,
  response: ServerResponse,
  page: Page,
  { status, contentPolicy }: Pick<Answer, "status" | "contentPolicy"> = {},
): void {
  const content = documentOf(page);
  answerContent(request, response, {
    contentType: "text/html; charset=utf-8",
    content,
    ...(status !== undefined && { status }),
    ...(contentPolicy !== undefined && { contentPolicy }),
  });
}

export function answerJson(request: IncomingMessage, response: ServerResponse, body: unknown): void {
  answerContent(request, response, {
    contentType: "application/json; charset=utf-8",
    content: JSON.stringify(body),
  });
}

/** False where there is none at this path. */
export function answerAsset(request: IncomingMessage, response: ServerResponse, path: string): boolean {
  const asset = Object.hasOwn(assets, path) ? assets[path] : undefined;
  if (!asset) return false;
  answerContent(request, response, { ...asset, cacheControl: "public, max-age=31536000, immutable" });
  return true;
}

export function answerNothingHere(request: IncomingMessage, response: ServerResponse): void {
  const body = html`<h1>Nothing is here</h1>
<p class="lead">There is no page at this address. What there is begins at <a href="/">the shop's first page</a>.</p>`;
  answerPage(request, response, { title: "Nothing is here", body }, { status: 404 });
}

/** A part of the shop that a page shows does not answer. */
export function answerUnreachable(request: IncomingMessage, response: ServerResponse, what: string): void {
  const body = html`<h1>${what} can’t be reached</h1>
<p class="lead">It may be starting again. Reload this page in a moment, or see <a href="/">what runs</a>.</p>`;
  answerPage(request, response, { title: `${what} can’t be reached`, body }, { status: 502 });
}
