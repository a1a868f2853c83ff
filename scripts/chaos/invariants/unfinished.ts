import { type Evidence, isUnfinished } from "../evidence/evidence";
import type { Finding } from "./finding";

/** Nothing is under way any more, and no message was given up. */
export function unfinishedMatters({ orders, leftovers }: Pick<Evidence, "orders" | "leftovers">): Finding[] {
  const waiting = orders.filter((order) => isUnfinished(order) || order.step !== "done");
  return [
    ...waiting.map(({ id, status, step }) => unfinished(id, `is still ${status}, at step ${step}`)),
    ...Object.entries(leftovers).map(([name, count]) => unfinished(name, `${count} are left`)),
  ];
}

const unfinished = (id: string, what: string): Finding => ({ rule: "unfinished", id, what });
