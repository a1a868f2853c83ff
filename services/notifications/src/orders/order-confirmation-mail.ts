import { formatMoney } from "@shopeasy/contracts/money";
import { paragraph } from "../sending/blocks";
import { thanksTo } from "../sending/greeting-rules";
import { writeLetter } from "../sending/letter";
import type { Mail } from "../sending/mail";
import { linesAndTotals, type OrderConfirmation, orderButton, orderReason } from "./order-blocks";

/** The confirmation of a paid order; its link opens the order to a guest by a token. */
export function orderConfirmationMail(order: OrderConfirmation, publicUrl: string): Mail {
  const news = `We have your payment, and are getting order ${order.number} ready.`;
  return writeLetter({
    subject: `Your order ${order.number}`,
    preview: `${news} Total ${formatMoney(order.total)}.`,
    heading: thanksTo(order.recipient),
    blocks: [paragraph(news), linesAndTotals(order), orderButton(order, publicUrl)],
    reason: orderReason,
  });
}
