import { type Evidence, isDead } from "../evidence/evidence";
import { type Finding, grouped, sumOf } from "./finding";
import { moneyByOrder } from "./money-by-order";

/** The shop's books and the payment gateway's say the same: of each order, and in sum. */
export function unequalBooks({ orders, refunds, books }: Evidence): Finding[] {
  const findings: Finding[] = [];
  const money = moneyByOrder(books);
  const refundsOf = grouped(refunds, ({ orderId }) => orderId);
  for (const order of orders) {
    const { id, total, captured, refunded } = order;
    const { captured: taken = 0, refunded: given = 0 } = money.get(id) ?? {};
    if (captured !== taken) findings.push(unequal(id, `${captured} by our books, ${taken} by the gateway's`));
    if (refunded !== given)
      findings.push(unequal(id, `${refunded} refunded by our books, ${given} by the gateway's`));
    if (order.paidAt !== null && captured !== total)
      findings.push(unequal(id, `${captured} was taken for ${total}`));
    if (isDead(order) && captured !== refunded)
      findings.push(unequal(id, `is ${order.status}, and ${captured - refunded} was kept`));
    const made = (refundsOf.get(id) ?? []).filter(({ state }) => state === "succeeded");
    const sum = sumOf(made.map(({ amount }) => amount));
    if (sum !== refunded) findings.push(unequal(id, `${refunded} refunded, and its refunds sum to ${sum}`));
  }
  for (const { id, status } of books.intents) {
    if (status === "requires_capture")
      findings.push(unequal(id, "money is still held, and neither taken nor let go"));
  }
  return [...findings, ...unequalTotals({ orders, books })];
}

function unequalTotals({ orders, books }: Pick<Evidence, "orders" | "books">): Finding[] {
  const kept = grouped(orders, ({ currency }) => currency.trim().toLowerCase());
  const currencies = new Set([...kept.keys(), ...Object.keys(books.totals)]);
  return [...currencies].flatMap((currency) => {
    const ours = sumOf((kept.get(currency) ?? []).map(({ captured, refunded }) => captured - refunded));
    const { captured = 0, refunded = 0 } = books.totals[currency] ?? {};
    if (ours === captured - refunded) return [];
    return [unequal(currency, `${ours} kept by our books, ${captured - refunded} by the gateway's`)];
  });
}

const unequal = (id: string, what: string): Finding => ({ rule: "books", id, what });
