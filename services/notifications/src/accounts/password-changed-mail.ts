import { paragraph } from "../sending/blocks";
import { greetingFor } from "../sending/greeting-rules";
import { writeLetter } from "../sending/letter";
import type { Mail } from "../sending/mail";
import { timeInWords } from "../sending/time-in-words";

/** Tells that an account has another password. It has no link: whoever gets used to those in such mails gets caught. */
export function passwordChangedMail({ name, changedAt }: { name: string; changedAt: string }): Mail {
  const news = `The password of your account at ShopEasy was changed on ${timeInWords(changedAt)}, and other devices were signed out.`;
  return writeLetter({
    subject: "Your password was changed",
    preview: news,
    blocks: [
      paragraph(greetingFor(name)),
      paragraph(news),
      paragraph("That was you? Then all is well, and there is nothing to do."),
      paragraph(
        "That was not you? Then go to the shop and ask for a new password at once: whoever has yours could order in your name.",
      ),
    ],
    reason: "You get this mail because it is the address of an account at ShopEasy.",
  });
}
