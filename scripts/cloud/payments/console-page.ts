import type { Books } from "./books";
import type { Intent } from "./stripe-objects";

const SHOWN_AT_MOST = 200;
const statusWords: Partial<Record<Intent["status"], string>> = {
  requires_action: "waits for the customer",
  requires_capture: "authorised",
  requires_payment_method: "declined",
  succeeded: "captured",
  canceled: "voided",
};

/** The books as a page for people. `home` is where it is served, for its forms to post to. */
export function consolePage(books: Books, home: string): string {
  const newest = [...books.intents.values()].reverse().slice(0, SHOWN_AT_MOST);
  const totals = Object.entries(books.totals()).map(
    ([currency, sums]) =>
      `<tr><th scope="row">${escaped(currency.toUpperCase())}</th>${cell(sums.authorised, currency)}${cell(sums.captured, currency)}${cell(sums.refunded, currency)}</tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Payments · ShopEasy</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Payments</h1>
<p>The books of the local payment gateway. It speaks Stripe's API and moves no money.</p>
<table>
<caption>Totals</caption>
<thead><tr><th scope="col">Currency</th><th scope="col" class="money">Authorised</th><th scope="col" class="money">Captured</th><th scope="col" class="money">Refunded</th></tr></thead>
<tbody>${totals.join("") || emptyRow(4)}</tbody>
</table>
<table>
<caption>Payments, newest first${books.intents.size > SHOWN_AT_MOST ? ` (the last ${SHOWN_AT_MOST} of ${books.intents.size})` : ""}</caption>
<thead><tr><th scope="col">Made (UTC)</th><th scope="col">Order</th><th scope="col">Card</th><th scope="col" class="money">Amount</th><th scope="col" class="money">Captured</th><th scope="col" class="money">Refunded</th><th scope="col">State</th></tr></thead>
<tbody>${newest.map((intent) => row(books, intent, home)).join("\n") || emptyRow(7)}</tbody>
</table>
</main>
</body>
</html>`;
}

function row(books: Books, intent: Intent, home: string): string {
  const charge = books.charges.get(intent.latest_charge ?? "");
  const card = charge?.payment_method_details?.card;
  const made = new Date(intent.created * 1000).toISOString();
  const order = intent.metadata.orderId ?? intent.id;
  return `<tr>
<td><time datetime="${made}">${made.slice(0, 19).replace("T", " ")}</time></td>
<td><code>${escaped(order)}</code></td>
<td>${card ? escaped(`${card.brand} ····${card.last4}`) : "–"}</td>
${cell(intent.amount, intent.currency)}
${cell(intent.amount_received, intent.currency)}
${cell(charge?.captured ? charge.amount_refunded : 0, intent.currency)}
<td>${escaped(statusWords[intent.status] ?? intent.status)}${intent.status === "requires_action" ? actions(intent, order, home) : ""}</td>
</tr>`;
}

function actions(intent: Intent, order: string, home: string): string {
  const button = (succeed: boolean, words: string) =>
    `<button name="succeed" value="${succeed}" aria-label="${escaped(`${words} for order ${order}`)}">${words}</button>`;
  return ` <form method="post" action="${escaped(home)}/intents/${escaped(intent.id)}/complete-action">${button(true, "Approve 3-D Secure")} ${button(false, "Fail it")}</form>`;
}

const emptyRow = (columns: number): string => `<tr><td colspan="${columns}">Nothing yet.</td></tr>`;

function cell(amount: number, currency: string): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  const { maximumFractionDigits = 2 } = format.resolvedOptions();
  return `<td class="money">${escaped(format.format(amount / 10 ** maximumFractionDigits))}</td>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 1.5rem 0; }
caption { text-align: left; font-weight: 600; padding-bottom: .5rem; }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); vertical-align: top; }
.money { text-align: right; font-variant-numeric: tabular-nums; }
form { display: inline-flex; flex-wrap: wrap; gap: .4rem; }
button { font: inherit; padding: .25rem .7rem; border-radius: .4rem; border: 1px solid currentColor; background: transparent; color: inherit; cursor: pointer; }
button:hover { background: color-mix(in srgb, currentColor 12%, transparent); }
`;
