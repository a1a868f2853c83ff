import type { getOrderConfirmation } from "@shopeasy/contracts/internal/orders";
import { formatMoney, type Money } from "@shopeasy/contracts/money";
import { type Html, html } from "@shopeasy/platform/html";
import type { z } from "zod";
import type { Mail } from "../sending/mail";
import { colors, heading, linkButton, page } from "../sending/mail-page";

export type OrderConfirmation = z.output<typeof getOrderConfirmation.response>;

/** The confirmation of a paid order; its link opens the order to a guest by a token. */
export function orderConfirmationMail(order: OrderConfirmation, publicUrl: string): Mail {
  const link = linkTo(order, publicUrl);
  const greeting = `Thank you for your order, ${order.recipient}.`;
  const news = `We have your payment, and are getting order ${order.number} ready.`;
  return {
    subject: `Your order ${order.number}`,
    text: textOf(order, { greeting, news, link }),
    html: page({
      title: `Your order ${order.number}`,
      preview: `${news} Total ${formatMoney(order.total)}.`,
      content: html`${heading(greeting)}
<p style="margin:0 0 24px">${news}</p>
${linesTable(order)}
${linkButton(link, "See your order", `Placed on ${dateOf(order)}.`)}`,
      reason: "You get this mail because an order was placed at ShopEasy with this address.",
    }),
  };
}

function linkTo({ id, accessToken }: OrderConfirmation, publicUrl: string): string {
  const query = accessToken === null ? "" : `?token=${encodeURIComponent(accessToken)}`;
  return `${publicUrl}/orders/${id}${query}`;
}

/** What the total is made of; what is nothing is left out, but for shipping, whose being free is news. */
function totalsOf({ subtotal, discount, shipping, tax, taxIncluded }: OrderConfirmation): [string, string][] {
  const minus = (money: Money) => formatMoney({ ...money, amount: -money.amount });
  return [
    ["Subtotal", formatMoney(subtotal)],
    ...(discount.amount > 0 ? [["Discount", minus(discount)] satisfies [string, string]] : []),
    ["Shipping", shipping.amount === 0 ? "Free" : formatMoney(shipping)],
    ...(tax.amount > 0
      ? [[taxIncluded ? "Tax (included)" : "Tax", formatMoney(tax)] satisfies [string, string]]
      : []),
  ];
}

const optionsOf = (options: Readonly<Record<string, string>>) =>
  Object.entries(options)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");

const dateOf = ({ placedAt }: OrderConfirmation) =>
  new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" }).format(new Date(placedAt));

function textOf(
  order: OrderConfirmation,
  { greeting, news, link }: { greeting: string; news: string; link: string },
) {
  const lines = order.lines.map(({ name, options, quantity, lineTotal }) => {
    const chosen = optionsOf(options);
    return `${quantity} × ${name}${chosen && ` (${chosen})`} — ${formatMoney(lineTotal)}`;
  });
  const totals = [...totalsOf(order), ["Total", formatMoney(order.total)]].map(
    ([name, amount]) => `${name}: ${amount}`,
  );
  return `${greeting}\n\n${news}\n\n${lines.join("\n")}\n\n${totals.join("\n")}\n\nSee your order: ${link}\n\nPlaced on ${dateOf(order)}.\n`;
}

const cell = `padding:12px 0;border-bottom:1px solid ${colors.line};vertical-align:top`;
const amountCell = "text-align:right;white-space:nowrap;padding-left:16px";
const head = `padding:0 0 8px;border-bottom:2px solid ${colors.ink};font-size:13px;color:${colors.quiet}`;

function linesTable(order: OrderConfirmation): Html {
  return html`<table cellpadding="0" cellspacing="0" border="0" width="100%" style="border-collapse:collapse">
<thead><tr><th scope="col" align="left" style="${head};text-align:left">Item</th><th scope="col" align="right" style="${head};${amountCell}">Price</th></tr></thead>
<tbody>${order.lines.map(lineRow)}</tbody>
<tfoot>${totalsOf(order).map(totalRow)}<tr><th scope="row" align="left" style="padding:12px 0 0;text-align:left;font-size:18px;color:${colors.ink}">Total</th><td align="right" style="padding-top:12px;${amountCell};font-size:18px;font-weight:bold;color:${colors.ink}">${formatMoney(order.total)}</td></tr></tfoot>
</table>`;
}

function lineRow({ name, options, quantity, lineTotal }: OrderConfirmation["lines"][number]): Html {
  const chosen = optionsOf(options);
  return html`<tr><td style="${cell}"><strong style="color:${colors.ink}">${name}</strong>${chosen ? html`<br><span style="font-size:14px;color:${colors.quiet}">${chosen}</span>` : ""}<br><span style="font-size:14px;color:${colors.quiet}">Quantity: ${quantity}</span></td><td align="right" style="${cell};${amountCell}">${formatMoney(lineTotal)}</td></tr>
`;
}

function totalRow([name, amount]: [string, string]): Html {
  return html`<tr><th scope="row" align="left" style="padding:8px 0 0;text-align:left;font-weight:normal">${name}</th><td align="right" style="padding-top:8px;${amountCell}">${amount}</td></tr>
`;
}
