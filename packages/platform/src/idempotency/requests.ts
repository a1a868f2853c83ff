import { and, eq, lt, sql } from "drizzle-orm";
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
  const [taken] = await db
    .insert(idempotencyTable)
    .values({ scope, key, fingerprint, status: "running" })
    .onConflictDoUpdate({
      target: [idempotencyTable.scope, idempotencyTable.key],
      set: { lockedAt: sql`clock_timestamp()` },
      setWhere: and(
        eq(idempotencyTable.status, "running"),
        eq(idempotencyTable.fingerprint, fingerprint),
        lt(idempotencyTable.lockedAt, sql`clock_timestamp() - ${leaseSeconds} * interval '1 second'`),
      ),
    })
    // Of a row that this very statement inserted, and did not update, xmax is 0.
    .returning({ inserted: sql<boolean>`xmax = 0` });
  if (taken) return { state: taken.inserted ? "first" : "resumed" };

  const [found] = await db.select().from(idempotencyTable).where(sameAs(request));
  if (!found) return { state: "in-progress" };
  if (found.fingerprint !== fingerprint) return { state: "reused" };
  if (found.status === "running" || found.responseStatus === null) return { state: "in-progress" };
  return { state: "replay", answer: { status: found.responseStatus, body: found.responseBody } };
}

/** Keeps the answer. The first one stays: it may have been given already. */
export async function finishRequest(db: Db, request: Identity, answer: KeptAnswer): Promise<void> {
  await db
    .update(idempotencyTable)
    .set({ status: "done", responseStatus: answer.status, responseBody: answer.body })
    .where(and(sameAs(request), eq(idempotencyTable.status, "running")));
}

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
