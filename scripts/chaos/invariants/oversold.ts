import { type Evidence, isDead, isUnfinished } from "../evidence/evidence";
import type { Finding } from "./finding";

/**
 * The stock is what its ledger says, nothing of it is held any more, and pieces left it for just what was sold: no order
 * brings back more than it took.
 */
export function oversold({ stock, orders, taken }: Evidence): Finding[] {
  const findings: Finding[] = [];
  for (const { sku, onHand, reserved, ledger } of stock) {
    if (onHand < 0) findings.push(over(sku, `there are ${onHand} on hand`));
    if (reserved !== 0) findings.push(over(sku, `${reserved} are held for nobody`));
    if (onHand !== ledger)
      findings.push(over(sku, `there are ${onHand} on hand, and ${ledger} by the ledger`));
  }

  for (const { orderId, sku, pieces } of taken) {
    if (pieces < 0)
      findings.push(over(orderId, `${-pieces} more of ${sku} came back than left the stock for it`));
  }

  const takenFor = new Map(taken.map(({ orderId, sku, pieces }) => [`${orderId} ${sku}`, pieces]));
  for (const order of orders) {
    const isSold = !isDead(order) && !isUnfinished(order);
    for (const { sku, quantity } of order.lines) {
      const wanted = isSold ? quantity : 0;
      const left = takenFor.get(`${order.id} ${sku}`) ?? 0;
      takenFor.delete(`${order.id} ${sku}`);
      if (left === wanted || left < 0) continue;
      findings.push(
        over(order.id, `${left} of ${sku} left the stock, and its ${order.status} order has ${wanted}`),
      );
    }
  }
  for (const [id, pieces] of takenFor) {
    if (pieces > 0) findings.push(over(id, `${pieces} left the stock for no order's line`));
  }
  return findings;
}

const over = (id: string, what: string): Finding => ({ rule: "oversold", id, what });
