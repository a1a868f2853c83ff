import { formatMoney, type Money } from "@shopeasy/contracts/money";
import { type Html, html } from "@shopeasy/platform/html";
import type { Page } from "@shopeasy/platform/pages/page";
import type { OrderStatus } from "../orders/order-rules";
import type { PresentedOrder } from "../orders/present-order";

/** An order's state, in the words of its customer. */
const states = {
  pending: "Being placed",
  "requires-action": "Waits for you to confirm the payment",
  "payment-pending": "Waits for the payment",
  paid: "Paid, and being made ready",
  "partially-fulfilled": "Shipped in part",
  fulfilled: "Shipped",
  delivered: "Delivered",
  "payment-failed": "Not paid, and given up",
  cancelled: "Cancelled",
  expired: "Not paid in time, and given up",
  refunded: "Refunded",
  "partially-refunded": "Refunded in part",
} as const satisfies Record<OrderStatus, string>;

/** How an order stands, what is in it, and what happened to it. */
export function orderPage(order: PresentedOrder): Page {
  const { number, status, placedAt, items, fulfilments, timeline } = order;
  return {
    title: `Order ${number}`,
    content: html`<h1>Order ${number}</h1>
<p class="state">${states[status]}</p>
<p class="quiet">Placed ${timeOf(placedAt)}</p>
${fulfilments.length > 0 && html`<h2>Parcels</h2>\n<ul>${fulfilments.map(parcelItem)}</ul>`}
<h2>What you ordered</h2>
<table>
<thead class="unseen"><tr><th scope="col">Item</th><th scope="col">Price</th></tr></thead>
<tbody>${items.map(lineRow)}</tbody>
<tfoot>${totalsOf(order).map(totalRow)}</tfoot>
</table>
<h2>Where it goes</h2>
${addressOf(order.shippingAddress)}
<h2>What happened so far</h2>
<ol>${timeline.map(({ at, detail }) => html`<li>${detail} ${timeOf(at)}</li>\n`)}</ol>`,
  };
}

function parcelItem({
  carrier,
  trackingNumber,
  trackingUrl,
  deliveredAt,
}: PresentedOrder["fulfilments"][number]) {
  const number = trackingUrl
    ? html`<a href="${trackingUrl}" rel="noreferrer">${trackingNumber}</a>`
    : html`${trackingNumber}`;
  return html`<li>${carrier}: ${number} ${deliveredAt ? html`delivered ${timeOf(deliveredAt)}` : "on its way"}</li>\n`;
}

function lineRow({ name, options, quantity, lineTotal }: PresentedOrder["items"][number]): Html {
  const chosen = Object.entries(options).map(([option, value]) => `${option}: ${value}`);
  return html`<tr><th scope="row">${name}<small>${[...chosen, `Quantity: ${quantity}`].join(" · ")}</small></th><td>${formatMoney(lineTotal)}</td></tr>\n`;
}

/** What the total is made of; what is nothing is left out, but for shipping, whose being free is news. */
function totalsOf({ subtotal, discount, shipping, tax, taxIncluded, total, refunded }: PresentedOrder) {
  const minus = (money: Money) => formatMoney({ ...money, amount: -money.amount });
  return [
    { name: "Subtotal", sum: formatMoney(subtotal) },
    discount.amount > 0 && { name: "Discount", sum: minus(discount) },
    { name: "Shipping", sum: shipping.amount === 0 ? "Free" : formatMoney(shipping) },
    tax.amount > 0 && { name: taxIncluded ? "Tax (included)" : "Tax", sum: formatMoney(tax) },
    { name: "Total", sum: formatMoney(total), kind: "total" },
    refunded.amount > 0 && { name: "Refunded", sum: minus(refunded) },
  ].filter((row) => row !== false);
}

const totalRow = ({ name, sum, kind = "" }: { name: string; sum: string; kind?: string }): Html =>
  html`<tr class="${kind}"><th scope="row">${name}</th><td>${sum}</td></tr>\n`;

function addressOf({
  name,
  line1,
  line2,
  city,
  region,
  postalCode,
  country,
}: PresentedOrder["shippingAddress"]) {
  const place = [city, region, postalCode].filter(Boolean).join(", ");
  const lines = [name, line1, line2, place, country].filter((line) => line);
  return html`<address>${lines.map((line) => html`${line}<br>`)}</address>`;
}

const timeOf = (at: string): Html => html`<time datetime="${at}">${inWords.format(new Date(at))} UTC</time>`;

const inWords = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
