import type { Sku } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { Conflict } from "@shopeasy/platform/errors";
import { answerOnce } from "@shopeasy/platform/idempotency/answer-once";
import { fingerprint, parseIdempotencyKey } from "@shopeasy/platform/idempotency/key-rules";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps";
import { findStock } from "./find-stock";
import type { AdjustedStock, Adjustment } from "./inventory-schemas";
import { tryToMoveStock } from "./move-stock";
import { entryOf } from "./stock-history";

export interface AdjustmentRequest {
  sku: Sku;
  adjustment: Adjustment;
  staffId: string;
  idempotencyKey: string | undefined;
}

/**
 * Changes by hand how many there are of a SKU, once for each idempotency key.
 * @throws NotFound `unknown-sku`; Conflict `insufficient-stock` below what is reserved; and what `answerOnce` throws
 */
export async function adjustStock(
  deps: Pick<Deps, "database" | "logger">,
  { sku, adjustment, staffId, idempotencyKey }: AdjustmentRequest,
): Promise<{ stock: AdjustedStock; replayed: boolean }> {
  const { db } = deps.database;
  const key = parseIdempotencyKey(idempotencyKey);
  const scope = `adjustments:${staffId}`;
  const requestKey = `${staffId}:${key}`;

  const { body, replayed } = await answerOnce(
    db,
    { scope, key, fingerprint: fingerprint({ sku, ...adjustment }) },
    async (state) => {
      // A run that died after its commit, before its answer was kept, has left its entry.
      const done = state === "resumed" ? await adjustedStock(db, sku, requestKey) : undefined;
      return { status: 201, body: done ?? (await adjust(deps, sku, adjustment, staffId, requestKey)) };
    },
  );
  const stock = body as AdjustedStock;
  const { delta, reason, onHand } = stock.entry;
  if (!replayed) deps.logger.info("stock.adjusted", { sku, delta, reason, onHand, staffId });
  return { stock, replayed };
}

async function adjust(
  { database }: Pick<Deps, "database">,
  sku: Sku,
  { delta, reason, note }: Adjustment,
  staffId: string,
  requestKey: string,
): Promise<AdjustedStock> {
  return database.db.transaction(async (tx) => {
    const level = await findStock(tx, sku);
    const [move] = await tryToMoveStock(
      tx,
      sql`moves as materialized (
        select ${sku}::text as sku, ${delta}::int as on_hand_change, 0 as reserved_change
      )`,
      { reason, note, staffId, requestKey },
    );
    if (!move?.moved) {
      const available = move?.availableBefore ?? level.available;
      const detail = `Only ${available} are not reserved: the rest can't be taken out.`;
      throw new Conflict("insufficient-stock", detail, { sku, available });
    }
    const adjusted = await adjustedStock(tx, sku, requestKey);
    if (!adjusted) throw new Error("The ledger has no entry of the adjustment");
    return adjusted;
  });
}

async function adjustedStock(db: Db, sku: Sku, requestKey: string): Promise<AdjustedStock | undefined> {
  const entry = await entryOf(db, sku, requestKey);
  return entry && { ...(await findStock(db, sku)), entry };
}
