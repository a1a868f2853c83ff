import { html } from "@shopeasy/platform/html";
import type { Page } from "../pages/layout";
import { moment } from "../pages/wording";
import type { NamedMail } from "./inbox";

const shownAtMost = 200;

export function inboxPage(mails: readonly NamedMail[]): Page {
  const rows = mails.slice(0, shownAtMost).map(
    ({ id, to, subject, at }) => html`<tr>
<td><a href="/console/mail/${id}">${subject || "(no subject)"}</a></td><td class="breaks">${to.join(", ")}</td><td>${moment(new Date(at))}</td>
</tr>
`,
  );
  const body = html`<h1>Mail</h1>
<p class="lead">What the shop has sent. Nothing leaves this machine. As data: <a href="/console/mail.json">mail.json</a>.</p>
${
  rows.length === 0
    ? html`<p class="empty">No mail yet. One comes with the first order.</p>`
    : html`<div class="wide" role="region" aria-label="Mails" tabindex="0"><table class="mails">
<caption>${counted(mails.length)}</caption>
<thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">Sent (UTC)</th></tr></thead>
<tbody>
${rows}</tbody>
</table></div>`
}`;
  return { title: "Mail", place: "/console/mail", body };
}

function counted(all: number): string {
  if (all > shownAtMost) return `The newest ${shownAtMost} of ${all} mails`;
  return all === 1 ? "One mail" : `${all} mails, newest first`;
}

/** The mail's own HTML stands in a frame that may run nothing; its links open beside this page. */
export function mailPage({ to, subject, text, html: content, at }: NamedMail): Page {
  const body = html`<p class="back"><a href="/console/mail">All mail</a></p>
<h1>${subject || "(no subject)"}</h1>
<dl class="facts"><dt>To</dt><dd class="breaks">${to.join(", ")}</dd><dt>Sent</dt><dd>${moment(new Date(at))} UTC</dd></dl>
${
  content &&
  html`<h2>As it looks</h2>
<iframe class="mail" title="${subject || "The mail"}" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${`<base target="_blank">${content}`}"></iframe>`
}
${
  text &&
  html`<h2>Its text</h2>
<pre class="text" tabindex="0" aria-label="The text of the mail">${text}</pre>`
}
${!content && !text && html`<p class="empty">This mail is empty.</p>`}`;
  return { title: subject || "A mail", place: "/console/mail", body };
}
