import type { OrderId, RefundId } from "@shopeasy/contracts/ids";
import { brokenUniqueness } from "@shopeasy/platform/database/errors";
import { Conflict, Unprocessable } from "@shopeasy/platform/errors";
import { answerOnce } from "@shopeasy/platform/idempotency/answer-once";
import { fingerprint } from "@shopeasy/platform/idempotency/key-rules";
import type { KeptAnswer } from "@shopeasy/platform/idempotency/requests";
import { eq } from "drizzle-orm";
import { orders, refunds } from "../db/schema";
import { lockOrder } from "../orders/lock-order";
import { orderNotFound } from "../orders/order-access";
import { carryOutRefund, type RefundDeps } from "./carry-out-refund";
import { presentRefund } from "./present-refund";
import { planRefund } from "./refund-rules";
import { Refund as RefundBody, type RequestRefund } from "./refund-schemas";
import { requireUndisputed } from "./require-undisputed";
import type { Refund } from "./settle-refund";
import { booksOf, storeRefund } from "./store-refund";

export interface RefundRequest {
  orderId: OrderId;
  staffId: string;
  /** Of the request: the same key and input make one refund. */
  key: string;
  input: RequestRefund;
}

/**
 * Gives money back, once for each key: what is asked for is stored first, and then the gateway is asked. Where it does
 * not answer, the refund stays `requested`, and the worker goes on.
 * @throws Conflict `refund-exceeds-payment`, `invalid-transition` for an order that nothing was taken for,
 * `payment-disputed`, `refund-refused` by the gateway; InvalidInput, NotFound, and what `answerOnce` throws
 */
export async function requestRefund(deps: RefundDeps, request: RefundRequest) {
  const { orderId, staffId, key, input } = request;
  const scope = `refunds:${staffId}`;
  const answer = await answerOnce(
    deps.database.db,
    { scope, key, fingerprint: fingerprint({ orderId, ...input }) },
    async (state): Promise<KeptAnswer> => {
      const requestKey = `${staffId}:${key}`;
      // A run that died after its commit, before its answer was kept, has left its refund.
      const left = state === "resumed" ? await findByKey(deps, requestKey) : undefined;
      const { id } = left ?? (await store(deps, request, requestKey));
      return answerFor(deps, await carryOutRefund(deps, id));
    },
  );
  return answer.replayed ? { ...answer, ...(await answerAgain(deps, answer)) } : answer;
}

/** The first answer as it was kept. One that an older version kept, in another shape, tells of the refund as it is now. */
async function answerAgain(deps: RefundDeps, kept: KeptAnswer): Promise<KeptAnswer> {
  if (RefundBody.safeParse(kept.body).success) return kept;
  const { id } = kept.body as { id: RefundId };
  const [found] = await deps.database.db.select().from(refunds).where(eq(refunds.id, id));
  if (!found) throw new Error(`The refund ${id} is gone`);
  return answerFor(deps, found);
}

async function findByKey({ database: { db } }: RefundDeps, requestKey: string): Promise<Refund | undefined> {
  const [found] = await db.select().from(refunds).where(eq(refunds.requestKey, requestKey));
  return found;
}

async function store(
  deps: RefundDeps,
  { orderId, staffId, input }: RefundRequest,
  requestKey: string,
): Promise<Refund> {
  const { database, clock } = deps;
  const requestedAt = clock.now();
  const { reason, restock } = input;
  const given = { orderId, origin: "staff", reason, restock, staffId, requestKey, requestedAt } as const;
  try {
    return await database.db.transaction(async (tx) => {
      const locked = await lockOrder(tx, orderId);
      const { captured, status } = locked.order;
      if (captured === 0) {
        throw new Conflict("invalid-transition", `Nothing was taken for an order that is ${status}.`);
      }
      await requireUndisputed(tx, orderId);
      return storeRefund(tx, { ...given, plan: planRefund(booksOf(locked), input) });
    });
  } catch (error) {
    // The refund outlives the kept answer: the key is not good for another one.
    if (brokenUniqueness(error) !== "refunds_request_key_unique") throw error;
    throw new Unprocessable("idempotency-key-reused", "This idempotency key was used before.");
  }
}

async function answerFor({ database }: RefundDeps, refund: Refund): Promise<KeptAnswer> {
  if (refund.state === "failed") {
    throw refund.failure === "exceeds-payment"
      ? new Conflict("refund-exceeds-payment", "That is more than is left of what was paid.")
      : new Conflict("refund-refused", "The payment gateway refused the refund; nothing was given back.", {
          refundId: refund.id,
        });
  }
  const [order] = await database.db
    .select({ currency: orders.currency })
    .from(orders)
    .where(eq(orders.id, refund.orderId));
  if (!order) throw orderNotFound();
  return { status: 201, body: presentRefund(refund, order.currency) };
}
