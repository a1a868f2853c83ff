import { eventually } from "@shopeasy/testing/eventually";
import type { ServiceProgram } from "@shopeasy/testing/service-program";
import { type OrdersGround, startOrdersGround } from "../orders-ground";
import { appAt } from "../placing";
import type { Left } from "./crash-everywhere";
import { nameOf } from "./follower";
import { noteEvents } from "./told-events";

export type CrashGround = Awaited<ReturnType<typeof startCrashGround>>;

/** The orders service's ground, with a subscriber that notes its events, and the cart's worker, which acts on them. */
export async function startCrashGround() {
  const ground = await startOrdersGround();
  const [noted, ofCart] = await Promise.all([
    ground.freshQueue("notifications-events"),
    ground.freshQueue("cart-events"),
  ]);
  const events = noteEvents(noted.url);
  const cartWorker = await ground.startCartWorker(ofCart);
  return {
    ...ground,
    events,
    async stop() {
      await Promise.all([events.stop(), cartWorker.stop()]);
      await ground.stop();
    },
  };
}

/** What the customers and the gateway reach after the crash. */
export type Restarted = ReturnType<typeof appAt>;

const webhookAt = (url: string) => `${url}/api/v1/payments/webhook`;

/** Has the gateway tell its events there. */
export const tellTo = ({ payments }: OrdersGround, url: string) => payments.sendEventsTo(webhookAt(url));

/**
 * Starts the service and its worker anew, lets the leases of the dead run out, and ends each case with `finish`; then
 * the books must be equal. Gives what went wrong, by the place of the crash.
 */
export async function endAll<Case>(
  ground: OrdersGround,
  left: readonly Left<Case>[],
  finish: (made: Case, service: Restarted) => Promise<unknown>,
): Promise<string[]> {
  await letTimePass(ground);
  const programs = await Promise.all([ground.startOrdersProgram(), ground.startOrdersWorker()]);
  const service = appAt(programs[0].url);
  await tellTo(ground, programs[0].url);
  try {
    const ends = await Promise.allSettled(left.map(({ made }) => finish(made, service)));
    const wrong = ends.flatMap((end, index) => {
      const { point = null } = left[index] ?? {};
      const place = point === null ? "undisturbed" : nameOf(point);
      return end.status === "rejected" ? [`${place}: ${messageOf(end.reason)}`] : [];
    });
    if (wrong.length === 0) await expectEqualBooks(ground);
    return wrong;
  } finally {
    await Promise.all(programs.map((program: ServiceProgram) => program.kill()));
  }
}

/** The leases of whoever died are over. */
export async function letTimePass({ sql }: Pick<OrdersGround, "sql">): Promise<void> {
  await sql`update orders set due_at = now() where due_at is not null`;
  await sql`update refunds set due_at = now() where due_at is not null`;
  await sql`update outbox set due_at = now()`;
  await sql`update idempotency_keys set locked_at = 'epoch' where status = 'running'`;
}

/** What must hold of the whole shop when everything is done: the design's invariants. */
const expectEqualBooks = ({ sql, stockSql, payments }: OrdersGround): Promise<void> =>
  eventually(
    async () => {
      const { charges, intents, refunds } = await payments.books();
      const taken = charges.map(({ amount_captured }) => amount_captured);
      const given = refunds.filter(({ status }) => status !== "failed").map(({ amount }) => amount);
      const [own] = await sql`
        select coalesce(sum(captured - refunded), 0)::int as kept,
          (count(*) filter (where step <> 'done' or due_at is not null))::int as open,
          (select count(*) from outbox)::int as untold,
          (select count(*) from refunds where due_at is not null or state = 'requested')::int as owed,
          (count(*) - count(distinct (idempotency_scope, idempotency_key)))::int as twice
        from orders`;
      const unequal = await stockSql`
        select s.sku, s.on_hand, s.reserved, sum(l.delta)::int as ledger
        from stock s left join stock_ledger l using (sku)
        group by s.sku, s.on_hand, s.reserved
        having s.on_hand <> coalesce(sum(l.delta), 0) or s.on_hand < 0 or s.reserved <> 0`;
      const backTwice = await stockSql`
        select order_id, sku from stock_ledger where order_id is not null
        group by order_id, sku having sum(delta) > 0`;
      expect(own).toEqual({ kept: sum(taken) - sum(given), open: 0, untold: 0, owed: 0, twice: 0 });
      expect(sum(intents.map(({ amount_capturable }) => amount_capturable))).toBe(0);
      expect(unequal).toEqual([]);
      expect(backTwice).toEqual([]);
    },
    { withinMs: 15_000 },
  );

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

const messageOf = (reason: unknown): string => String(Object(reason).message ?? reason);
