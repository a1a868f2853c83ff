import { paragraph, quotation } from "../sending/blocks";
import { greetingFor } from "../sending/greeting-rules";
import { writeLetter } from "../sending/letter";
import type { Mail } from "../sending/mail";

interface Answered {
  /** Empty where it is not known. */
  name: string;
  message: string;
  reply: string;
}

/** What staff answered to what somebody told the shop. */
export const feedbackReplyMail = ({ name, message, reply }: Answered): Mail =>
  writeLetter({
    subject: "Our answer to what you told us",
    preview: reply.slice(0, 120),
    blocks: [
      paragraph(name === "" ? "Hello," : greetingFor(name)),
      paragraph("Thank you for telling us. Our answer:"),
      quotation(reply),
      paragraph("You wrote:"),
      quotation(message),
    ],
    reason: "You get this mail because you wrote to ShopEasy and gave this address.",
  });
