import { type Html, html } from "@shopeasy/platform/html";

/** On white, each of these has a contrast of at least 4.5 to 1 (WCAG AA). */
export const colors = {
  ink: "#14213d",
  text: "#33415c",
  quiet: "#5c677d",
  line: "#d9dee8",
  accent: "#1d4ed8",
} as const;

export interface MailPage {
  title: string;
  /** Shown beside the subject in an inbox, and nowhere in the mail. */
  preview: string;
  content: Html | readonly Html[];
  /** Why it is sent to this address: the last sentence. */
  reason: string;
  unsubscribeLink?: string | undefined;
}

const table = html`role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%"`;

/**
 * A whole mail: one column, at most 600 pixels wide, in the way that mail programs (no grid, no style sheets) take. The
 * table in comments is for Outlook on Windows, which knows no greatest width.
 */
export function page({ title, preview, content, reason, unsubscribeLink }: MailPage): string {
  const whole = html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta name="format-detection" content="telephone=no, date=no, address=no">
<title>${title}</title>
</head>
<body style="margin:0;padding:0;background:#f3f5f9;color:${colors.text};font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden">${preview}</div>
<table ${table} style="background:#f3f5f9"><tr><td align="center" style="padding:24px 12px">
<!--[if mso]><table role="presentation" cellpadding="0" cellspacing="0" border="0" width="600" align="center"><tr><td><![endif]-->
<table ${table} style="max-width:600px;text-align:left">
<tr><td style="padding:0 8px 16px;font-size:20px;font-weight:bold;color:${colors.ink}">ShopEasy</td></tr>
<tr><td style="background:#ffffff;border:1px solid ${colors.line};border-radius:8px;padding:28px 24px;word-break:break-word;overflow-wrap:anywhere">
${content}
</td></tr>
<tr><td style="padding:16px 8px 0;font-size:13px;line-height:18px;color:${colors.quiet}">${reason}${
    unsubscribeLink !== undefined &&
    html` <a href="${unsubscribeLink}" style="color:${colors.quiet}">Unsubscribe</a>`
  }</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body>
</html>
`;
  return whole.text;
}
