import { type Evidence, isDead } from "../evidence/evidence";
import { type Finding, grouped } from "./finding";
import { moneyByOrder } from "./money-by-order";

/** One charge for an order; one live order for a key, for a cart as it was, and for a customer who ordered once. */
export function doubles({ books, orders, stories }: Evidence): Finding[] {
  const findings: Finding[] = [];
  for (const [orderId, { charges, intents }] of moneyByOrder(books)) {
    if (charges.length > 1) findings.push(double(orderId, `was charged ${charges.length} times: ${charges}`));
    if (intents.length > 1) findings.push(double(orderId, `has ${intents.length} payments: ${intents}`));
  }
  const live = orders.filter((order) => !isDead(order));
  const claims = {
    key: grouped(live, ({ key, cartId }) => key && `${key} of cart ${cartId}`),
    cart: grouped(live, ({ cartId, cartVersion }) => `${cartId} version ${cartVersion}`),
    customer: grouped(live, ({ email }) => (/^chaos-\d+@/.test(email) ? email : null)),
  };
  for (const [of, groups] of Object.entries(claims)) {
    for (const [id, made] of groups) {
      if (made.length < 2) continue;
      const numbers = made.map(({ number, status }) => `${number} (${status})`).join(", ");
      findings.push(double(id, `one ${of} has ${made.length} orders: ${numbers}`));
    }
  }
  for (const { key, answers } of stories) {
    const paid = new Set(answers.filter(({ status }) => status === 201).map(({ orderId }) => orderId));
    if (key !== null && paid.size > 1)
      findings.push(double(key, `one key was answered with ${paid.size} orders`));
  }
  return findings;
}

const double = (id: string, what: string): Finding => ({ rule: "double", id, what });
