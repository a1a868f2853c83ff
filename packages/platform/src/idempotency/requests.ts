import { and, eq, lt, type SQL, sql } from "drizzle-orm";
import type { Db } from "../database/connect";
import { idempotencyTable } from "./table";

export interface IdempotentRequest {
  /** Whose key it is, and for what: `orders:<user id>`. */
  scope: string;
  key: string;
  /** Of the body: see `fingerprint`. */
  fingerprint: string;
}

/** An answer as it is given again. */
export interface KeptAnswer {
  status: number;
  body: unknown;
}

export type Beginning =
  /** Nobody used this key before: go on. */
  | { state: "first" }
  /** The process that began it died, or released it: find what it left, and go on from there. */
  | { state: "resumed" }
  | { state: "replay"; answer: KeptAnswer }
  | { state: "in-progress" }
  /** The key came with another body before. */
  | { state: "reused" };

/** Longer than a request may take. */
const LEASE_SECONDS = 60;

type Identity = Pick<IdempotentRequest, "scope" | "key">;

/**
 * Begins a request, or says why not; by itself, or in the transaction that writes the request's first trace. A request
 * that crashes later is resumed by the next one with its key, once `leaseSeconds` (60) have passed. Of several at once
 * one is the first, and the rest wait for its transaction to end.
 */
export async function beginRequest(
  db: Db,
  request: IdempotentRequest,
  leaseSeconds = LEASE_SECONDS,
): Promise<Beginning> {
  const { scope, key, fingerprint } = request;
  // Of a row that this very statement inserted, and did not update, xmax is 0.
  const [taken] = await db.execute<{ inserted: boolean }>(sql`
    insert into ${idempotencyTable} as known (scope, key, fingerprint, status)
    values (${scope}, ${key}, ${fingerprint}, 'running')
    on conflict (scope, key) do update set locked_at = clock_timestamp()
    where known.status = 'running' and known.fingerprint = ${fingerprint}
      and known.locked_at < clock_timestamp() - ${leaseSeconds} * interval '1 second'
    returning xmax = 0 as inserted`);
  if (taken) return { state: taken.inserted ? "first" : "resumed" };

  const [found] = await db.select().from(idempotencyTable).where(sameAs(request));
  if (!found) return { state: "in-progress" };
  if (found.fingerprint !== fingerprint) return { state: "reused" };
  if (found.status === "running" || found.responseStatus === null) return { state: "in-progress" };
  return { state: "replay", answer: { status: found.responseStatus, body: found.responseBody } };
}

/** Keeps the answer. The first one stays: it may have been given already. */
export async function finishRequest(db: Db, request: Identity, answer: KeptAnswer): Promise<void> {
  await db.execute(finishing(request, answer));
}

/** The same as a part of a statement that does more, a CTE: the answer is kept with what it tells of, or not at all. */
export const finishing = (
  { scope, key }: Identity,
  { status, body }: KeptAnswer,
  when: SQL = sql`true`,
): SQL => sql`
  update ${idempotencyTable}
  set status = 'done', response_status = ${status}, response_body = ${JSON.stringify(body ?? null)}::jsonb
  where scope = ${scope} and key = ${key} and status = 'running' and ${when}`;

/** Lets the next request with this key resume at once: for one that ends with an answer that is not kept. */
export async function releaseRequest(db: Db, request: Identity): Promise<void> {
  await db
    .update(idempotencyTable)
    .set({ lockedAt: sql`'epoch'` })
    .where(and(sameAs(request), eq(idempotencyTable.status, "running")));
}

/** Forgets requests begun before `before`, and says how many those were. An answer is owed for at least 24 hours. */
export async function purgeRequests(db: Db, before: Date): Promise<number> {
  const { count } = await db.delete(idempotencyTable).where(lt(idempotencyTable.createdAt, before));
  return count;
}

function sameAs({ scope, key }: Identity) {
  return and(eq(idempotencyTable.scope, scope), eq(idempotencyTable.key, key));
}
