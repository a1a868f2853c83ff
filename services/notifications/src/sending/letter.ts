import { html } from "@shopeasy/platform/html";
import type { Block } from "./blocks";
import type { Mail } from "./mail";
import { colors, page } from "./mail-page";

export interface Letter {
  subject: string;
  /** Shown beside the subject in an inbox. */
  preview: string;
  /** Its first line: the subject, unless given. */
  heading?: string;
  blocks: readonly Block[];
  /** Why it is sent to this address: the last sentence. */
  reason: string;
  unsubscribeLink?: string | undefined;
}

/** A mail of its parts, in both forms. */
export function writeLetter({
  subject,
  preview,
  heading = subject,
  blocks,
  reason,
  unsubscribeLink,
}: Letter): Mail {
  const last = unsubscribeLink === undefined ? reason : `${reason} Unsubscribe: ${unsubscribeLink}`;
  return {
    subject,
    text: `${[heading, ...blocks.map(({ text }) => text), last].join("\n\n")}\n`,
    html: page({
      title: subject,
      preview,
      content: [
        html`<h1 style="margin:0 0 12px;font-size:24px;line-height:30px;color:${colors.ink}">${heading}</h1>\n`,
        ...blocks.map((block) => block.html),
      ],
      reason,
      unsubscribeLink,
    }),
  };
}
