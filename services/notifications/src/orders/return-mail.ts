import type { ReturnId } from "@shopeasy/contracts/ids";
import { paragraph, quotation } from "../sending/blocks";
import { greetingFor } from "../sending/greeting-rules";
import { writeLetter } from "../sending/letter";
import type { Mail } from "../sending/mail";
import { type OrderNotice, orderButton, orderReason, pieceList } from "./order-blocks";

interface Wording {
  /** Its first line; the subject names the order beside it. */
  heading: string;
  news: string;
  next: string;
}

/** What each step of a return means to its customer. */
const wordings: Readonly<Record<string, Wording>> = {
  requested: {
    heading: "We have your return request",
    news: "We have your wish to send these things back, and look at it:",
    next: "Please wait for our next mail before you send anything.",
  },
  approved: {
    heading: "Your return is approved",
    news: "You can send these things back to us:",
    next: "Pack them well, put a note with the order's number into the parcel, and keep the receipt of the post office until your money is back. Once the parcel is here we give back what you paid for them.",
  },
  rejected: {
    heading: "Your return was not accepted",
    news: "We are sorry: we can't take these things back:",
    next: "Please don't send them. If you think that we are wrong, write to us with the order's number.",
  },
  received: {
    heading: "Your return has arrived",
    news: "These things are back with us:",
    next: "We give back what you paid for them, and write to you once it is on its way to your card.",
  },
};

/** Tells where a return stands, and what is to be done next; undefined for a step that customers need not hear of. */
export function returnMail(
  order: OrderNotice,
  { returnId, status }: { returnId: ReturnId; status: string },
  { publicUrl, returnsAddress }: { publicUrl: string; returnsAddress: string | undefined },
): Mail | undefined {
  const wording = wordings[status];
  const asked = order.returns.find(({ id }) => id === returnId);
  if (!wording || !asked) return undefined;
  const isToBeSent = status === "approved" && returnsAddress !== undefined;
  return writeLetter({
    subject: `${wording.heading} (order ${order.number})`,
    preview: wording.next,
    heading: wording.heading,
    blocks: [
      paragraph(greetingFor(order.recipient)),
      paragraph(wording.news),
      pieceList(order, asked.items),
      ...(isToBeSent ? [paragraph("Our address for returns:"), quotation(returnsAddress)] : []),
      paragraph(wording.next),
      orderButton(order, publicUrl),
    ],
    reason: orderReason,
  });
}
