import { formatMoney } from "@shopeasy/contracts/money";
import { paragraph } from "../sending/blocks";
import { greetingFor } from "../sending/greeting-rules";
import { writeLetter } from "../sending/letter";
import type { Mail } from "../sending/mail";
import { linesAndTotals, type OrderNotice, orderButton, orderReason } from "./order-blocks";

/** Tells that an order came to nothing, because its payment did. */
export function paymentFailedMail(order: OrderNotice, publicUrl: string): Mail {
  const { number, recipient } = order;
  const news = `The payment for order ${number} did not go through, so we could not accept the order.`;
  return writeLetter({
    subject: `Your payment for order ${number} did not go through`,
    preview: "Nothing was charged. You can order again.",
    heading: "Your payment did not go through",
    blocks: [
      paragraph(greetingFor(recipient)),
      paragraph(news),
      paragraph(
        "Nothing was charged. Should your bank hold the sum for a while, it lets go of it by itself.",
      ),
      paragraph("You still want these things? Then place the order again, with another card if need be."),
      linesAndTotals(order),
      orderButton(order, publicUrl),
    ],
    reason: orderReason,
  });
}

/** Tells that an order was cancelled, and what becomes of what was paid. */
export function orderCancelledMail(order: OrderNotice, publicUrl: string): Mail {
  const { number, recipient, captured } = order;
  const money =
    captured.amount > 0
      ? `What you paid, ${formatMoney(captured)}, goes back to ${cardOf(order)}. We write to you once it is on its way.`
      : "Nothing was charged for it.";
  return writeLetter({
    subject: `Your order ${number} is cancelled`,
    preview: money,
    heading: "Your order is cancelled",
    blocks: [
      paragraph(greetingFor(recipient)),
      paragraph(`Order ${number} is cancelled, and nothing of it will be sent.`),
      paragraph(money),
      linesAndTotals(order),
      orderButton(order, publicUrl),
    ],
    reason: orderReason,
  });
}

/** Where money goes back to. */
export const cardOf = ({ last4 }: OrderNotice): string =>
  last4 === null ? "the card that you paid with" : `the card that you paid with (it ends in ${last4})`;
