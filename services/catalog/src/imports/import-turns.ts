import { randomUUID } from "node:crypto";
import type { Db, Tx } from "@shopeasy/platform/database/connect";
import { type SQL, sql } from "drizzle-orm";
import type { FileFormat, ImportStatus } from "./import-schemas";
import { mostErrorsKept } from "./import-schemas";
import type { StoredBatch } from "./store-batch";
import type { Position } from "./text-lines";

/** A worker's turn at an import: it alone may write of it, as long as its lease lasts. */
export interface ImportTurn {
  id: string;
  /** Names the turn. */
  lease: string;
  format: FileFormat;
  /** The size of the file. */
  bytes: number;
  from: Position;
  /** Turns since something was last stored, this one counted. */
  attempt: number;
}

/** Another worker has taken the import up: what this one has not committed must not be. */
export class LeaseLost extends Error {
  override name = "LeaseLost";
}

/** A crashed worker's import is taken up again after this; renewed three times as often. */
export const leaseMs = 10_000;

const after = (milliseconds: number): SQL =>
  sql`clock_timestamp() + ${milliseconds}::float * interval '1 millisecond'`;

/** The import that waits longest, where there is one; whose worker died counts as waiting. */
export async function takeImport(db: Db): Promise<ImportTurn | undefined> {
  const lease = randomUUID();
  const [taken] = await db.execute<Record<string, unknown> & Omit<ImportTurn, "lease" | "from">>(sql`
    update imports set status = 'running', lease = ${lease}, due_at = ${after(leaseMs)}, attempts = attempts + 1,
      started_at = coalesce(started_at, clock_timestamp())
    where id = (
      select id from imports where status in ('queued', 'running') and due_at <= clock_timestamp()
      order by id limit 1 for update skip locked
    )
    returning id, format, bytes::float8 as bytes, attempts as attempt, next_byte::float8 as "nextByte",
      next_line as "nextLine"`);
  if (!taken) return undefined;
  const { id, format, bytes, attempt, nextByte, nextLine } = taken;
  return { id, lease, format, bytes, attempt, from: { byte: Number(nextByte), line: Number(nextLine) } };
}

/** @throws LeaseLost */
export function renewLease(db: Db, turn: ImportTurn): Promise<void> {
  return writeOf(db, turn, sql`due_at = ${after(leaseMs)}`);
}

/** Says that all before `position` is stored, in the transaction that stores it. @throws LeaseLost */
export async function saveProgress(
  tx: Tx,
  turn: ImportTurn,
  position: Position,
  { total, created, updated, failed, errors }: StoredBatch,
): Promise<void> {
  if (errors.length > 0) {
    await tx.execute(sql`
      insert into import_errors (import_id, line, message)
      select ${turn.id}::uuid, (error->>'line')::int, error->>'message'
      from jsonb_array_elements(${textOf(errors)}::jsonb) with ordinality as told(error, place)
      order by place
      limit greatest(0, ${mostErrorsKept} - (select count(*) from import_errors where import_id = ${turn.id}::uuid))`);
  }
  await writeOf(
    tx,
    turn,
    sql`next_byte = ${position.byte}, next_line = ${position.line}, total = total + ${total},
      created = created + ${created}, updated = updated + ${updated}, failed = failed + ${failed},
      attempts = 0, due_at = ${after(leaseMs)}`,
  );
}

/** Ends the turn and the import. @throws LeaseLost */
export function endImport(
  db: Db,
  turn: ImportTurn,
  status: Extract<ImportStatus, "completed" | "failed">,
  message: string | null = null,
): Promise<void> {
  return writeOf(
    db,
    turn,
    sql`status = ${status}, message = ${message}, lease = null, finished_at = clock_timestamp()`,
  );
}

/** Ends the turn; whoever comes after `pauseMs` goes on. @throws LeaseLost */
export function giveBack(db: Db, turn: ImportTurn, pauseMs: number): Promise<void> {
  return writeOf(db, turn, sql`lease = null, due_at = ${after(pauseMs)}`);
}

async function writeOf(db: Db, { id, lease }: ImportTurn, changes: SQL): Promise<void> {
  const { count } = await db.execute(
    sql`update imports set ${changes} where id = ${id} and lease = ${lease}`,
  );
  if (count === 0) throw new LeaseLost("Another worker has taken the import up");
}

/** As PostgreSQL can store it: a message may quote what is in a file. */
const textOf = (errors: StoredBatch["errors"]): string =>
  JSON.stringify(
    errors.map(({ line, message }) => ({ line, message: message.toWellFormed().replaceAll("\0", "�") })),
  );
