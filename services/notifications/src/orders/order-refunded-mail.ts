import type { RefundId } from "@shopeasy/contracts/ids";
import { formatMoney, type Money } from "@shopeasy/contracts/money";
import { paragraph } from "../sending/blocks";
import { greetingFor } from "../sending/greeting-rules";
import { writeLetter } from "../sending/letter";
import type { Mail } from "../sending/mail";
import { cardOf } from "./given-up-mails";
import { type OrderNotice, orderButton, orderReason, pieceList } from "./order-blocks";

interface RefundNews {
  refundId: RefundId;
  amount: Money;
  /** Of the order, this refund and all before it. */
  refunded: Money;
}

/** Tells how much goes back, for what, and where to. */
export function orderRefundedMail(
  order: OrderNotice,
  { refundId, amount, refunded }: RefundNews,
  publicUrl: string,
): Mail {
  const { number, recipient, refunds, captured } = order;
  const sum = formatMoney(amount);
  const items = refunds.find(({ id }) => id === refundId)?.items ?? [];
  const news = `We have given ${sum} of order ${number} back to ${cardOf(order)}.`;
  return writeLetter({
    subject: `${sum} of your order ${number} was refunded`,
    preview: "It takes your bank a few days to show it.",
    heading: `${sum} was refunded`,
    blocks: [
      paragraph(greetingFor(recipient)),
      paragraph(`${news} It takes your bank a few days, at times up to ten, to show it.`),
      ...(items.length > 0 ? [paragraph("It is for:"), pieceList(order, items)] : []),
      ...(refunded.amount > amount.amount
        ? [
            paragraph(
              `With what went back before, that is ${formatMoney(refunded)} of ${formatMoney(captured)}.`,
            ),
          ]
        : []),
      orderButton(order, publicUrl),
    ],
    reason: orderReason,
  });
}
