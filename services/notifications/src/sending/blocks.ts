import { type Html, html } from "@shopeasy/platform/html";
import { colors } from "./mail-page";

/** A part of a mail, in both of its forms. */
export interface Block {
  html: Html;
  text: string;
}

export const paragraph = (text: string): Block => ({
  html: html`<p style="margin:0 0 16px">${text}</p>\n`,
  text,
});

/** What only some need to read. */
export const aside = (text: string): Block => ({
  html: html`<p style="margin:16px 0 0;font-size:14px;line-height:20px;color:${colors.quiet}">${text}</p>\n`,
  text,
});

/** What somebody wrote, set off from our own words; its lines stay. */
export const quotation = (text: string): Block => ({
  html: html`<div style="margin:0 0 16px;padding:2px 0 2px 16px;border-left:3px solid ${colors.line};white-space:pre-wrap">${text}</div>\n`,
  text: text.replaceAll(/^/gm, "> "),
});

/** What is said of each of several things: `Tracking number: 1Z999`. A value may be a link. */
export const facts = (
  rows: readonly (readonly [name: string, value: string, link?: string | null])[],
): Block => ({
  html: html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px">${rows.map(
    ([name, value, link]) =>
      html`<tr><td style="padding:2px 16px 2px 0;color:${colors.quiet};vertical-align:top;white-space:nowrap">${name}</td><td style="padding:2px 0;color:${colors.ink};vertical-align:top">${link ? html`<a href="${link}" style="color:${colors.accent};word-break:break-all">${value}</a>` : value}</td></tr>\n`,
  )}</table>\n`,
  text: rows.map(([name, value, link]) => `${name}: ${value}${link ? ` (${link})` : ""}`).join("\n"),
});

/** A list, an item a line. */
export const list = (items: readonly string[]): Block => ({
  html: html`<ul style="margin:0 0 16px;padding:0 0 0 20px">${items.map((item) => html`<li style="margin:0 0 4px">${item}</li>`)}</ul>\n`,
  text: items.map((item) => `- ${item}`).join("\n"),
});

/** What to do next, as a button; and the link in full, for where buttons do nothing. `note` stands before that. */
export const button = (link: string, label: string, note = ""): Block => ({
  html: html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:28px 0 20px"><tr><td style="background:${colors.accent};border-radius:6px">
<a href="${link}" style="display:inline-block;padding:13px 24px;color:#ffffff;font-weight:bold;text-decoration:none">${label}</a>
</td></tr></table>
<p style="margin:0;font-size:14px;line-height:20px;color:${colors.quiet}">${note && `${note} `}If the button does nothing, open this address:<br><a href="${link}" style="color:${colors.accent};word-break:break-all">${link}</a></p>\n`,
  text: `${label}: ${link}${note && `\n\n${note}`}`,
});
