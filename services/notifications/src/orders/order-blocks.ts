import type { Sku } from "@shopeasy/contracts/ids";
import type { getOrderConfirmation, getOrderNotice } from "@shopeasy/contracts/internal/orders";
import { formatMoney, type Money } from "@shopeasy/contracts/money";
import { type Html, html } from "@shopeasy/platform/html";
import type { z } from "zod";
import { type Block, button, list } from "../sending/blocks";
import { colors } from "../sending/mail-page";
import { dateInWords } from "../sending/time-in-words";

export type OrderConfirmation = z.output<typeof getOrderConfirmation.response>;
export type OrderNotice = z.output<typeof getOrderNotice.response>;

/** Why mails about orders are sent. */
export const orderReason = "You get this mail because an order was placed at ShopEasy with this address.";

/** The way to the order's page, which a guest's token opens. */
export function orderButton(
  { id, accessToken, placedAt }: OrderConfirmation,
  publicUrl: string,
  label = "See your order",
): Block {
  const query = accessToken === null ? "" : `?token=${encodeURIComponent(accessToken)}`;
  return button(`${publicUrl}/orders/${id}${query}`, label, `Placed on ${dateInWords(placedAt)}.`);
}

const minus = (money: Money) => formatMoney({ ...money, amount: -money.amount });

/** What the total is made of; what is nothing is left out, but for shipping, whose being free is news. */
function totalsOf({ subtotal, discount, shipping, tax, taxIncluded }: OrderConfirmation): [string, string][] {
  const rows: [string, string, boolean][] = [
    ["Subtotal", formatMoney(subtotal), true],
    ["Discount", minus(discount), discount.amount > 0],
    ["Shipping", shipping.amount === 0 ? "Free" : formatMoney(shipping), true],
    [taxIncluded ? "Tax (included)" : "Tax", formatMoney(tax), tax.amount > 0],
  ];
  return rows.filter(([, , isTold]) => isTold).map(([name, amount]) => [name, amount]);
}

const optionsOf = (options: Readonly<Record<string, string>>) =>
  Object.entries(options)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");

/** What was bought, and what it comes to. */
export function linesAndTotals(order: OrderConfirmation): Block {
  const lines = order.lines.map(({ name, options, quantity, lineTotal }) => {
    const chosen = optionsOf(options);
    return `${quantity} × ${name}${chosen && ` (${chosen})`} — ${formatMoney(lineTotal)}`;
  });
  const rows = totalsOf(order);
  const total = formatMoney(order.total);
  const totals = [...rows, ["Total", total]].map(([name, amount]) => `${name}: ${amount}`);
  return { html: linesTable(order, rows, total), text: `${lines.join("\n")}\n\n${totals.join("\n")}` };
}

const cell = `padding:12px 0;border-bottom:1px solid ${colors.line};vertical-align:top`;
const amountCell = "text-align:right;white-space:nowrap;padding-left:16px";
const head = `padding:0 0 8px;border-bottom:2px solid ${colors.ink};font-size:13px;color:${colors.quiet}`;
const quiet = `font-size:14px;color:${colors.quiet}`;

function linesTable({ lines }: OrderConfirmation, rows: readonly [string, string][], total: string): Html {
  return html`<table cellpadding="0" cellspacing="0" border="0" width="100%" style="margin:24px 0 0;border-collapse:collapse">
<thead><tr><th scope="col" align="left" style="${head};text-align:left">Item</th><th scope="col" align="right" style="${head};${amountCell}">Price</th></tr></thead>
<tbody>${lines.map(lineRow)}</tbody>
<tfoot>${rows.map(totalRow)}<tr><th scope="row" align="left" style="padding:12px 0 0;text-align:left;font-size:18px;color:${colors.ink}">Total</th><td align="right" style="padding-top:12px;${amountCell};font-size:18px;font-weight:bold;color:${colors.ink}">${total}</td></tr></tfoot>
</table>
`;
}

function lineRow({ name, options, quantity, lineTotal }: OrderConfirmation["lines"][number]): Html {
  const chosen = optionsOf(options);
  return html`<tr><td style="${cell}"><strong style="color:${colors.ink}">${name}</strong>${chosen ? html`<br><span style="${quiet}">${chosen}</span>` : ""}<br><span style="${quiet}">Quantity: ${quantity}</span></td><td align="right" style="${cell};${amountCell}">${formatMoney(lineTotal)}</td></tr>
`;
}

function totalRow([name, amount]: [string, string]): Html {
  return html`<tr><th scope="row" align="left" style="padding:8px 0 0;text-align:left;font-weight:normal">${name}</th><td align="right" style="padding-top:8px;${amountCell}">${amount}</td></tr>
`;
}

/** Pieces of an order, by the names that it has for them. */
export function pieceList(
  { lines }: OrderConfirmation,
  pieces: readonly { sku: Sku; quantity: number }[],
): Block {
  const names = new Map(lines.map(({ sku, name, options }) => [sku, [name, optionsOf(options)] as const]));
  return list(
    pieces.map(({ sku, quantity }) => {
      const [name, chosen] = names.get(sku) ?? [sku, ""];
      return `${quantity} × ${name}${chosen && ` (${chosen})`}`;
    }),
  );
}
