import { setTimeout as pause } from "node:timers/promises";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { ShopDatabases } from "./evidence/databases";
import { underWay } from "./evidence/under-way";

interface SettleSetting {
  databases: ShopDatabases;
  sqs: SQSClient;
  ms: number;
  signal: AbortSignal;
  tell: (note: string) => void;
}

/** Nothing must be under way so many times in a row: what is between an outbox and a queue is seen in neither. */
const quietLooks = 4;
const lookEveryMs = 750;

/** Lets the time run out for which stock is held: what nobody has paid for by now expires, as a quarter of an hour later. */
export async function expireReservations({ catalog }: ShopDatabases, orderId?: string): Promise<void> {
  const ofOrder = orderId === undefined ? catalog`` : catalog`and order_id = ${orderId}`;
  await catalog`update reservations set expires_at = now() where status = 'held' ${ofOrder}`;
}

/** Waits until nothing is under way, and gives what still is when the time is over. */
export async function settle({
  databases,
  sqs,
  ms,
  signal,
  tell,
}: SettleSetting): Promise<Record<string, number>> {
  const until = performance.now() + ms;
  let left: Record<string, number> = {};
  for (let quiet = 0; quiet < quietLooks && !signal.aborted; ) {
    left = await expireReservations(databases)
      .then(() => underWay(databases, sqs))
      .catch((error: unknown) => ({ [`no answer (${Object(error).code ?? error})`]: 1 }));
    quiet = Object.keys(left).length === 0 ? quiet + 1 : 0;
    if (performance.now() > until) break;
    tell(inWords(left) || "at rest");
    await pause(lookEveryMs, undefined, { signal }).catch(() => {});
  }
  return left;
}

/** `3 checkouts, 12 notifications-events`. */
const inWords = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ");
