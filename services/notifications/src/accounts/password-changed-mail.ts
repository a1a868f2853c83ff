import { html } from "@shopeasy/platform/html";
import type { Mail } from "../sending/mail";
import { heading, page } from "../sending/mail-page";
import { greetingFor, timeInWords } from "./greeting-rules";

/** Tells that an account has another password. It has no link: whoever gets used to those in such mails gets caught. */
export function passwordChangedMail({ name, changedAt }: { name: string; changedAt: string }): Mail {
  const subject = "Your password was changed";
  const greeting = greetingFor(name);
  const news = `The password of your account at ShopEasy was changed on ${timeInWords(changedAt)}, and other devices were signed out.`;
  const fine = "That was you? Then all is well, and there is nothing to do.";
  const doubt = "That was not you?";
  const advice =
    "Then go to the shop and ask for a new password at once: whoever has yours could order in your name.";
  const reason = "You get this mail because it is the address of an account at ShopEasy.";
  return {
    subject,
    text: `${greeting}\n\n${news}\n\n${fine}\n\n${doubt} ${advice}\n\n${reason}\n`,
    html: page({
      title: subject,
      preview: news,
      content: html`${heading(subject)}
<p style="margin:0 0 12px">${greeting}</p>
<p style="margin:0 0 12px">${news}</p>
<p style="margin:0 0 12px">${fine}</p>
<p style="margin:0"><strong>${doubt}</strong> ${advice}</p>`,
      reason,
    }),
  };
}
