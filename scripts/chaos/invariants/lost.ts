import { type Evidence, isDead, isUnfinished } from "../evidence/evidence";
import type { Finding } from "./finding";
import { moneyByOrder } from "./money-by-order";

/** Every order that money was kept for is there and paid; and every order that a customer was told of is what she was told. */
export function lostOrders(evidence: Evidence): Finding[] {
  return [...chargedForNothing(evidence), ...toldAndGone(evidence)];
}

function chargedForNothing({ books, orders }: Evidence): Finding[] {
  const byId = new Map(orders.map((order) => [order.id, order]));
  const findings: Finding[] = [];
  for (const [orderId, { captured, refunded }] of moneyByOrder(books)) {
    const kept = captured - refunded;
    if (kept === 0) continue;
    const order = byId.get(orderId);
    const isPaid = order && !isDead(order) && !isUnfinished(order);
    if (isPaid) continue;
    findings.push({
      rule: "lost",
      id: orderId,
      what: `the gateway keeps ${kept} for an order that is ${order?.status ?? "not there"}`,
    });
  }
  return findings;
}

function toldAndGone({ stories, orders }: Evidence): Finding[] {
  const byId = new Map(orders.map((order) => [order.id, order]));
  return stories.flatMap(({ answers }) =>
    answers.flatMap(({ status, orderId, orderStatus }) => {
      if (orderId === null) return [];
      const order = byId.get(orderId);
      const told = `${status}${orderStatus ? ` ${orderStatus}` : ""}`;
      if (!order) return [lost(orderId, `a customer was answered ${told} for it, and it is not there`)];
      if (status === 201 && order.paidAt === null) {
        return [lost(orderId, `a customer was answered ${told}, and it was never paid: ${order.status}`)];
      }
      return [];
    }),
  );
}

const lost = (id: string, what: string): Finding => ({ rule: "lost", id, what });
