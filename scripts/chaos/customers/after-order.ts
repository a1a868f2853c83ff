import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { askAgain } from "./ask-again";
import type { Member } from "./members";
import type { AskShop } from "./shop-calls";
import type { CustomerStory } from "./story";

/** What is needed of an order that was paid. */
export interface PaidOrder {
  id: string;
  /** Of a guest's. */
  token: string | undefined;
  total: { amount: number; currency: string };
}

interface AfterOrder {
  ask: AskShop;
  staff: Member;
  story: CustomerStory;
  token: string | undefined;
  signal: AbortSignal;
}

/** What comes after an order that was paid: nothing, its cancellation, or a refund by staff under a key of its own. */
export async function afterOrder(
  { ask, staff, story, token, signal }: AfterOrder,
  order: PaidOrder,
): Promise<void> {
  const { afterwards, afterwardsMs } = story.plan;
  if (afterwards === "nothing") return;
  await pause(afterwardsMs, undefined, { signal }).catch(() => {});
  const key = randomUUID();
  const part = { amount: { ...order.total, amount: Math.ceil(order.total.amount / 3) } };
  const refund = (body: object) => staff.send("POST", `/orders/${order.id}/refunds`, { key, body });
  const ownToken = order.token ? `?token=${order.token}` : "";
  const sends = {
    cancels: () => ask("POST", `/orders/${order.id}/cancel${ownToken}`, { token }),
    "refunded-partly": () => refund({ ...part, reason: "Chaos." }),
    refunded: () => refund({ reason: "Chaos." }),
  };
  const { status, code } = await askAgain(sends[afterwards], { signal });
  story.after.push({ what: afterwards, status, code });
}
