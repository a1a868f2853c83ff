import { shopEvent } from "@shopeasy/contracts/events";
import type { Db } from "@shopeasy/platform/database/connect";
import { newId } from "@shopeasy/platform/ids";
import { announce, announcing, tellRelays } from "@shopeasy/platform/outbox/announce";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { orders, orderTimeline } from "../db/schema";
import { changeOrder, orderChange, overtaken } from "../orders/change-order";
import { note, type Step } from "../orders/timeline";
import type { Authorised } from "../payments/payment-gateway";
import { giveBackUse } from "../promotions/coupon-uses";
import type { CheckoutDeps, CheckoutOrder } from "./checkout-order";
import { leaseMs, retryAfterMs, type UndoReason, undoReasons } from "./checkout-rules";

type RecordDeps = Pick<CheckoutDeps, "database" | "clock" | "logger" | "counts">;
type Progress = Partial<
  Pick<CheckoutOrder, "status" | "step" | "intentId" | "cardBrand" | "cardLast4" | "undoReason" | "attempts">
>;
/** How an order stands once it is paid, and what its timeline tells of that. */
export interface Paid {
  order: CheckoutOrder & { captured: number };
  step: Step;
}
/** What is written together with an order's being paid, or not at all: a CTE, which acts only where `when` holds. */
export type AlongWithPaid = (paid: Paid, when: SQL) => SQL;

type OtherColumns = Omit<Parameters<typeof changeOrder>[2], keyof Progress>;

/** So many milliseconds from now, by the one clock that all processes share: the database's. */
export const dueIn = (ms: number): SQL => sql`clock_timestamp() + ${ms} * interval '1 millisecond'`;

/**
 * Writes how far a checkout has come, renews its lease, and gives the order as it is then.
 * @throws Conflict `request-in-progress` where another has taken the checkout over: it goes on there, and not here
 */
async function record(
  db: Db,
  order: CheckoutOrder,
  now: Date,
  progress: Progress,
  others: OtherColumns = {},
): Promise<CheckoutOrder> {
  const version = await changeOrder(db, order, { dueAt: dueIn(leaseMs), ...progress, ...others }, now);
  return { ...order, ...progress, version };
}

/**
 * The gateway is asked next: from here on it may hold an authorisation. The lease is long enough for that, too, and is
 * left as it is: so no column is written that an index has, and PostgreSQL need not touch all of the table's indexes.
 */
export async function markAuthorising(
  { database, clock }: RecordDeps,
  order: CheckoutOrder,
): Promise<CheckoutOrder> {
  const step = "authorising";
  return { ...order, step, version: await changeOrder(database.db, order, { step }, clock.now()) };
}

/** The gateway's intent is known, so that no later attempt can make a second one. */
export async function markAuthorised(
  { database, clock }: RecordDeps,
  order: CheckoutOrder,
  { intentId, card }: Pick<Authorised, "intentId" | "card">,
): Promise<CheckoutOrder> {
  if (order.step === "authorised") return order;
  const shown = { cardBrand: card.brand, cardLast4: card.last4 };
  return record(database.db, order, clock.now(), { step: "authorised", intentId, ...shown });
}

const waitingFor = {
  "requires-action": "The payment waits for the customer to confirm it.",
  "payment-pending": "The outcome of the payment is not known yet.",
} as const;

/** The customer or the gateway is waited for; the worker asks again later. */
export async function markWaiting(
  { database, clock }: RecordDeps,
  order: CheckoutOrder,
  status: keyof typeof waitingFor,
): Promise<void> {
  const now = clock.now();
  const dueAt = dueIn(retryAfterMs(order.attempts));
  const { intentId, attempts } = order;
  await database.db.transaction(async (tx) => {
    await record(tx, order, now, { status, intentId, attempts: attempts + 1 }, { dueAt });
    if (order.status !== status) {
      await note(tx, order.id, { at: now, type: status, detail: waitingFor[status] });
    }
  });
}

/**
 * The money is collected: the order is paid, and everybody is told, in one statement, which is a transaction.
 * @throws Conflict `request-in-progress` where another has taken the checkout over
 */
export async function markPaid(deps: RecordDeps, order: CheckoutOrder, along?: AlongWithPaid): Promise<Paid> {
  const { database, clock, logger, counts } = deps;
  const now = clock.now();
  const { id, number, customerId, cartId, currency } = order;
  const total = { amount: order.total, currency };
  const lines = order.lines.map(({ sku, productId, quantity }) => ({ sku, productId, quantity }));
  const columns = { status: "paid", step: "done", dueAt: null, captured: order.total, paidAt: now } as const;
  const about = { id: newId(), occurredAt: now, aggregateId: id, aggregateVersion: order.version + 1 };
  const paid = shopEvent("order.paid", about, { orderId: id, number, customerId, cartId, total, lines });
  const detail = order.total > 0 ? "The payment was collected." : "There was nothing to pay.";
  const { status, step, captured } = columns;
  const version = about.aggregateVersion;
  const marked: Paid = {
    order: { ...order, status, step, captured, version },
    step: { at: now, type: "paid", detail },
  };
  const isChanged = sql`exists (select from changed)`;
  const [done] = await database.db.execute<{ paid: boolean }>(sql`
    with changed as ${orderChange(database.db, order, columns, now)},
    noted as (
      insert into ${orderTimeline} (order_id, at, type, detail)
      select ${id}::uuid, ${now.toISOString()}::timestamptz, 'paid', ${detail} from changed
    ),
    announced as (${announcing([paid], isChanged)}),
    along as (${along?.(marked, isChanged) ?? sql`select`}),
    told as (${tellRelays})
    select ${isChanged} as paid, (select count(*) from told) as told`);
  if (!done?.paid) throw overtaken();
  counts.paid(total);
  logger.info("order.paid", { orderId: id, number, total: total.amount });
  return marked;
}

/** The checkout is given up: the order has its last status at once, and what it holds is given back after. */
export async function markUndoing(
  { database, clock, logger, counts }: RecordDeps,
  order: CheckoutOrder,
  reason: UndoReason,
  declineCode: string | undefined,
): Promise<CheckoutOrder> {
  const now = clock.now();
  const { id, number, customerId, intentId } = order;
  const { status, detail, announces, keepsKey } = undoReasons[reason];
  const columns = {
    declineCode: declineCode ?? null,
    ...(!keepsKey && { idempotencyScope: null, idempotencyKey: null }),
  };
  const undoing = await database.db.transaction(async (tx) => {
    if (order.coupon !== null) await giveBackUse(tx, id);
    const changed = await record(
      tx,
      order,
      now,
      { status, step: "undoing", undoReason: reason, intentId, attempts: 0 },
      columns,
    );
    // A cancellation is one step to its customer, whatever had become of the payment.
    await note(tx, id, { at: now, type: announces === "order.cancelled" ? "cancelled" : reason, detail });
    if (announces) {
      const about = { id: newId(), occurredAt: now, aggregateId: id, aggregateVersion: changed.version };
      const told = { orderId: id, number, customerId, reason: declineCode ?? reason };
      await announce(tx, [shopEvent(announces, about, told)]);
    }
    return changed;
  });
  counts.undone(reason, declineCode);
  logger.info("order.checkout-undone", { orderId: id, reason });
  return undoing;
}

/** Nothing of an order that was given up is held any more. That is so whoever saw to it, and whoever works on it now. */
export async function markUndone({ database, clock }: RecordDeps, { id }: CheckoutOrder): Promise<void> {
  await database.db
    .update(orders)
    .set({ step: "done", dueAt: null, version: sql`${orders.version} + 1`, updatedAt: clock.now() })
    .where(and(eq(orders.id, id), eq(orders.step, "undoing")));
}

/** Tries again later what could not be done now, unless another has taken it over; the order stays as it is. */
export async function postpone({ database }: RecordDeps, order: CheckoutOrder): Promise<void> {
  await database.db
    .update(orders)
    .set({ attempts: order.attempts + 1, dueAt: dueIn(retryAfterMs(order.attempts)) })
    .where(and(eq(orders.id, order.id), eq(orders.version, order.version)));
}
