import { paragraph } from "../sending/blocks";
import { greetingFor } from "../sending/greeting-rules";
import { writeLetter } from "../sending/letter";
import type { Mail } from "../sending/mail";
import { type OrderNotice, orderButton, pieceList } from "./order-blocks";

interface Invited {
  name: string;
  unsubscribeLink: string;
}

/** Asks a customer what she thinks of what she got: nothing of hers asks for it, so she can have no more of these. */
export function reviewInvitationMail(
  order: OrderNotice,
  { name, unsubscribeLink }: Invited,
  publicUrl: string,
): Mail {
  const subject = "How do you like what you bought?";
  return writeLetter({
    subject,
    preview: "A few words of yours help others to choose.",
    blocks: [
      paragraph(greetingFor(name)),
      paragraph(
        `Your order ${order.number} has arrived. A few words of yours help others to choose, whether you are happy with it or not:`,
      ),
      pieceList(order, order.lines),
      paragraph("You review a product where you are signed in, as somebody who has bought it."),
      orderButton(order, publicUrl),
    ],
    reason: "You get this mail because you agreed in your account at ShopEasy to hear from us.",
    unsubscribeLink,
  });
}
